# SPDX-License-Identifier: AGPL-3.0-or-later
"""A figure beside what it is held against, and the tables that are made of them."""
import dataclasses
import json
import statistics


@dataclasses.dataclass
class Row:
    what: str
    value: float
    unit: str  # as printed behind the value: "pages/s", "ms"
    beside: str = ""  # what was measured in the same run
    floor: float = None
    ratio: float = None  # value / floor
    least: float = None  # the ratio, or the value where there is no floor, is to be at least this …
    most: float = None  # … or at most this

    def reached(self):
        """True, False, or None where there is nothing to reach."""
        figure = self.value if self.ratio is None else self.ratio
        if self.least is not None:
            return figure >= self.least
        if self.most is not None:
            return figure <= self.most
        return None

    def to_reach(self):
        if self.least is None and self.most is None:
            return ""
        sign, bound = ("≥", self.least) if self.least is not None else ("≤", self.most)
        return f"{sign} {plain(bound)}{' ×' if self.ratio is not None else ' ' + self.unit}"


def beside(what, value, unit, floor_name, floor, least=None, most=None):
    return Row(what, value, unit, floor_name, floor, value / floor, least, most)


def plain(number):
    """About three digits, thousands apart."""
    if number == 0:
        return "0"
    if abs(number) >= 1000:
        return f"{round(number):,}".replace(",", " ")
    return f"{number:.3g}" if abs(number) < 100 else f"{number:.0f}"


def median(values):
    return statistics.median(values)


def cells(row):
    floor = f"{plain(row.floor)} {row.unit} ({row.beside})" if row.floor is not None else row.beside
    ratio = f"{row.ratio:.2f} ×" if row.ratio is not None else ""
    verdict = {True: "yes", False: "**no**", None: ""}[row.reached()]
    return [row.what, f"{plain(row.value)} {row.unit}", floor, ratio, row.to_reach(), verdict]


HEAD = ["what", "Ruban", "beside", "ratio", "to reach", "reached"]


def markdown(parts):
    lines = []
    for title, rows in parts:
        lines += [f"### {title}", "", f"| {' | '.join(HEAD)} |", "|---|---:|---:|---:|---:|---|"]
        lines += [f"| {' | '.join(cells(row))} |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def table(rows):
    grid = [HEAD] + [cells(row) for row in rows]
    widths = [max(len(line[i]) for line in grid) for i in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in grid)


def as_json(parts, about):
    return json.dumps({**about, "parts": {title: [{**dataclasses.asdict(row), "reached": row.reached()} for row in rows]
                                          for title, rows in parts}}, indent=1, ensure_ascii=False) + "\n"
