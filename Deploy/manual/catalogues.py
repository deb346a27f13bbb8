"""The message catalogue of the journal, and the catalogue of complaints."""

import re

import mdoc


def events(path):
    """Each kind of entry in the journal: its heading, its MESSAGE_ID, what it means."""
    entries = []
    for block in re.split(r"^-- ", path.read_text(), flags=re.MULTILINE)[1:]:
        identifier, _, rest = block.partition("\n")
        subject = re.search(r"^Subject: (.*)$", rest, re.MULTILINE)[1]
        text = rest.split("\n\n", 1)[1]
        prose = re.sub(r"@OKOCE_([A-Z]+)@", lambda name: name[1], text)
        body = []
        for part in re.split(r"\n\s*\n", prose.strip()):
            body += mdoc.display(part.strip()) if part.startswith("    ") else mdoc.prose(part)
        body += ["MESSAGE_ID " + identifier.split()[0] + "."]
        entries.append(("Sy " + mdoc.argument(subject), body))
    return mdoc.tagged(entries)


def complaints(path):
    """Each code, by family: when it is made, how to mend it, an example."""
    lines, entries = [], []
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            if entries:
                lines += mdoc.tagged(entries)
                entries = []
            lines.append(".Ss " + line[3:])
        elif re.match(r"\| [EWR][0-9]{3} ", line):
            code, severity, when, mend, example = [cell.strip() for cell in line.split("|")[1:6]]
            body = mdoc.prose(f"{when} {mend} Such as {example}.")
            entries.append((f"Cm {code} Pq {severity}", body))
    return lines + mdoc.tagged(entries)
