"""Holds what a page shows against the JSON of the same reports."""

import contextlib
import re


def read(text, language):
    """A shown figure as JSON has it: a number, a day, a word, or nothing."""
    text = text.strip()
    if text == "–":
        return None
    if language == "id" and (day := re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", text)):
        return f"{day[3]}-{day[2]}-{day[1]}"
    number = re.fullmatch(r"(?:Rp )?(-?[\d.,]+)(?: %)?", text)
    try:
        return number_of(number[1], language) if number else text
    except ValueError:
        # The code of a region has as many points.
        return text


UNITS = {"en": {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12},
         "id": {"rb": 1e3, "jt": 1e6, "M": 1e9, "T": 1e12}}


def is_short_for(text, meant, language):
    """Whether a text is a number rounded to what its digits show: 1.4 bn, 1,4 M."""
    short = re.fullmatch(r"(\d+(?:[.,](\d))?) (\w+)", text.strip())
    if not short or short[3] not in UNITS[language] or not isinstance(meant, (int, float)):
        return False
    unit = UNITS[language][short[3]]
    near = number_of(short[1], language) * unit
    return abs(near - meant) <= unit * (0.05 if short[2] else 0.5)


def number_of(digits, language):
    group, point = (",", ".") if language == "en" else (".", ",")
    return float(digits.replace(group, "").replace(point, "."))


def numbers(text, language):
    """All numbers in a sentence."""
    values = []
    for digits in re.findall(r"\d[\d.,]*\d|\d", text):
        with contextlib.suppress(ValueError):
            values.append(number_of(digits, language))
    return values


class Reports:
    """The reports' JSON by address, asked for once."""

    def __init__(self, office, language):
        self.office = office
        self.language = language
        self.known = {}

    def document(self, kind, by):
        if (kind, by) not in self.known:
            self.known[kind, by] = self.office.json(kind, by, self.language)
        return self.known[kind, by]

    def value(self, address):
        """`stages/kecamatan#/groups/3/P1`: the report, and a JSON Pointer in it."""
        where, pointer = address.split("#")
        value = self.document(*where.split("/"))
        for token in pointer.split("/")[1:]:
            value = value[int(token)] if isinstance(value, list) else value[token]
        return value

    def differences(self, figures):
        """Shown texts that do not say what JSON says, and how many were looked at."""
        wrong = []
        for figure in figures:
            if figure["measure"]:
                continue
            shown, meant = figure["text"], self.value(figure["address"])
            same = shown.strip() == meant if isinstance(meant, str) else False
            # Only in a drawing is there no room for all of a number.
            if figure["drawing"] is not None and is_short_for(shown, meant, self.language):
                continue
            if not same and read(shown, self.language) != meant:
                wrong.append(f"{figure['address']}: shows {shown!r}, JSON has {meant!r}")
        return wrong

    def missing(self, figures, without=("nik",)):
        """Figures of the JSON that no table of the page has."""
        shown = {figure["address"] for figure in figures if figure["isCell"]}
        lost = []
        for (kind, by), document in self.known.items():
            tables = {"/groups": document["groups"], "/total": document.get("total", {})}
            for key, table in document["tables"].items():
                tables[f"/tables/{key}/rows"] = table["rows"]
                tables[f"/tables/{key}/total"] = table.get("total", {})
            for pointer, rows in tables.items():
                rows = {f"{pointer}/{number}": row for number, row in enumerate(rows)} \
                    if isinstance(rows, list) else {pointer: rows}
                lost += [f"{kind}/{by}#{place}/{column}" for place, row in rows.items()
                         for column in row
                         if column not in without
                         and f"{kind}/{by}#{place}/{column}" not in shown]
        # The name of a target says its indicator and scope.
        return [address for address in lost
                if not re.search(r"evaluation/.*/groups/\d+/(indicator|scope)$", address)]

    def untrue_shapes(self, figures):
        """Bars and points that are not as long or as high as their figures are large."""
        drawings = {}
        for figure in figures:
            if figure["measure"]:
                drawings.setdefault((figure["drawing"], figure["measure"]), []).append(
                    (float(self.value(figure["address"]) or 0), figure["size"], figure["address"]))
        wrong = []
        for (_, measure), shapes in drawings.items():
            low, high = min(shapes), max(shapes)
            if measure in ("width", "height"):
                low = (0.0, 0.0, "")
            if high[0] == low[0]:
                continue
            scale = (high[1] - low[1]) / (high[0] - low[0])
            wrong += [f"{address}: {measure} {size} for {value}" for value, size, address in shapes
                      if abs(low[1] + (value - low[0]) * scale - size) > 0.2]
        return wrong, sum(len(shapes) for shapes in drawings.values())

    def untrue_words(self, marks):
        """Marks whose words lack a figure that they are of."""
        wrong = []
        for mark in marks:
            said = numbers(mark["words"], self.language)
            for address in mark["figures"]:
                meant = self.value(address)
                if isinstance(meant, (int, float)) and float(meant) not in said:
                    wrong.append(f"{address}: {mark['words']!r} does not say {meant}")
        return wrong
