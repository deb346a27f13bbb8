"""Text as mdoc(7) has it: escapes, sentences, lists."""

import re

_LITERAL = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}


def literal(string):
    """What a reader may copy: every character is the ASCII one."""
    return "".join(_LITERAL.get(character, character) for character in string)


def argument(string):
    """The same as one argument of a macro, never taken for a macro itself."""
    escaped = literal(string).replace('"', "\\(dq")
    return '"' + escaped + '"' if " " in escaped else "\\&" + escaped


def prose(string):
    """Paragraphs as lines, a sentence each; what stands in backticks is set in bold."""
    lines = []
    for paragraph in re.split(r"\n\s*\n", string.strip()):
        if lines:
            lines.append(".Pp")
        joined = " ".join(paragraph.split())
        lines += [_line(sentence) for sentence in _sentences(joined)]
    return lines


def _sentences(string):
    """Cut after a full stop, never within backticks."""
    sentences, start = [], 0
    for cut in re.finditer(r"(?<=[\w)\]`%\"][.!?]) (?=[A-Z0-9`\"])", string):
        if string[: cut.start()].count("`") % 2 == 0:
            sentences.append(string[start : cut.start()])
            start = cut.end()
    return sentences + [string[start:]]


def _line(sentence):
    parts = sentence.split("`")
    line = ""
    for index, part in enumerate(parts):
        if index % 2 == 1:
            line += "\\fB" + literal(part) + "\\fR"
        else:
            # A word with a dash before it is an option: its dash is to be copied.
            part = part.replace("\\", "\\e").replace("^", "\\(ha").replace("~", "\\(ti")
            line += re.sub(r"(?<![\w-])-{1,2}(?=[a-z])", lambda m: "\\-" * len(m[0]), part)
    return "\\&" + line if line[:1] in (".", "'") else line


def tagged(entries):
    """A list of (macro line for the tag, lines of the body)."""
    lines = [".Bl -tag -width Ds"]
    for tag, body in entries:
        lines.append(".It " + tag)
        lines += body
    return lines + [".El"]


def display(string):
    """A text as it is, with its lines."""
    lines = [".Bd -literal -offset indent"]
    for line in string.rstrip("\n").split("\n"):
        line = literal(line)
        lines.append("\\&" + line if line[:1] in (".", "'") else line)
    return lines + [".Ed"]
