"""The keys of a configuration file, from the comments in the file that is installed."""

import re

import mdoc

_KEY = re.compile(r"  (?:# )?([a-z_]+):(?: .*)?")
_ROW = re.compile(r"  ([a-z][a-z_, ]*?) {2,}(\S.*)")


class Unclear(Exception):
    """A file whose comments do not follow the pattern; the message says where."""


def abstract(path):
    """The prose at the head of the file, without its own name and without a table of keys."""
    head = _head(path)
    prose = re.split(r"^Keys of ", "\n".join(head), flags=re.MULTILINE)[0]
    return mdoc.prose(_capital(re.sub(r"\A[a-z.]+: ", "", prose)))


def remarks(path):
    """The prose behind the table of keys."""
    _, rest = _table(path)
    return [".Pp"] + mdoc.prose("\n".join(rest)) if rest else []


def table(path):
    """`Keys of a ...`: the keys of a list's elements, with what stands beside each."""
    rows, _ = _table(path)
    if not rows:
        raise Unclear(f"{path}: no table of keys")
    return mdoc.tagged(
        (" , ".join("Cm " + mdoc.argument(key) for key in keys.split(", ")),
         mdoc.prose(_capital(text))) for keys, text in rows)


def sections(path):
    """A section for each top key; in it each key with the comment that stands above it, behind
    what is said of all of them: a comment with a blank line below it."""
    lines, entries, comment = [], [], []

    def close():
        if entries:
            lines.extend(mdoc.tagged(entries))
            entries.clear()

    body = path.read_text().splitlines()[len(_head(path)):]
    for number, line in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else ""
        key = _KEY.fullmatch(line)
        if re.fullmatch(r"[a-z_]+:", line):
            close()
            lines.append(".Ss " + line[:-1])
        elif key and (not line.startswith("  #") or not following.strip()):
            if not comment:
                raise Unclear(f"{path}: nothing is said of the key {key[1]}")
            entries.append(("Cm " + mdoc.argument(key[1]), mdoc.prose(" ".join(comment))))
            comment = []
        elif line.startswith("  #"):
            comment.append(line[3:].strip())
        elif not line.strip() and comment and not entries:
            lines.extend(mdoc.prose(" ".join(comment)))
            comment = []
        elif line.strip():
            raise Unclear(f"{path}: what is {line!r}?")
    if comment:
        raise Unclear(f"{path}: a comment without a key: {comment[0]!r}")
    close()
    return lines


def _head(path):
    """The comment that the file begins with, and what is blank after it."""
    head = []
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            break
        head.append(line[2:] if line.startswith("# ") else line.lstrip("#"))
    return head


def _table(path):
    """Rows of the table, and the lines behind it."""
    head = _head(path)
    start = next((i for i, line in enumerate(head) if line.startswith("Keys of ")), len(head))
    rows, rest = [], []
    for line in head[start + 1:]:
        if row := _ROW.fullmatch(line):
            rows.append([row[1], row[2]])
        elif rows and line.startswith("      "):
            rows[-1][1] += " " + line.strip()
        else:
            rest.append(line)
    return rows, rest


def _capital(string):
    """As a sentence begins; a word to be written as it stands is left alone."""
    if re.match(r"\w+ \|", string):
        return string
    return string[:1].upper() + string[1:]
