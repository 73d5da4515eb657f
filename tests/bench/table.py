"""The figures, each drawn from what was measured, as rows of a Markdown table."""
import dataclasses
import os

from measuring import ratios

MB = 1 << 20


def seconds(s):
    return f"{s * 1000:.1f} ms" if s < 0.1 else f"{s:.2f} s" if s < 10 else f"{s:.0f} s"


def megabytes(n):
    return f"{n / MB:.0f} MB"


def verdict(value, bound, aim):
    """In words; colour and marks alone carry nothing."""
    if bound is None:
        return ""
    return "✔ aim reached" if value <= aim else "✔ bound kept, aim missed" if value <= bound else "✘ bound missed"


def limit(value):
    return "" if value is None else f"≤ {value:g} ×"


@dataclasses.dataclass
class Ratio:
    """Wall time against a yardstick's."""
    what: str
    ours: str
    theirs: str
    bound: float = None
    aim: float = None
    note: str = ""

    def row(self, costs):
        a, b = costs[self.ours], costs[self.theirs]
        middle, least, most = ratios(a.wall, b.wall)
        pairs = min(len(a.wall), len(b.wall))
        spread = f" ({least:.3g} to {most:.3g})" if pairs > 1 else ""
        few = f"; {pairs} round{'s' if pairs > 1 else ''}" if pairs < 5 else ""
        note = f"; {self.note}" if self.note else ""
        return (self.what, seconds(a.seconds()), f"{self.theirs.strip()}: {seconds(b.seconds())}{note}{few}",
                f"**{middle:.3g} ×**{spread}", f"{a.cpu_seconds() / max(b.cpu_seconds(), 1e-6):.3g} ×",
                f"{megabytes(a.peak)} : {megabytes(b.peak)}", limit(self.bound), limit(self.aim), verdict(middle, self.bound, self.aim))


@dataclasses.dataclass
class Memory:
    """Peak memory against the unpacked text: (times, and so many bytes more)."""
    what: str
    ours: str
    text: object
    bound: tuple
    aim: tuple

    def row(self, costs):
        peak, text = costs[self.ours].peak, os.path.getsize(self.text)
        room = [None if l is None else l[0] * text + l[1] for l in (self.bound, self.aim)]
        words = ["" if l is None else f"≤ {l[0]:g} × + {l[1] // MB} MB" for l in (self.bound, self.aim)]
        return (self.what, megabytes(peak), f"unpacked text: {megabytes(text)}", f"**{peak / text:.3g} ×**", "", "", *words,
                verdict(peak, *room))


@dataclasses.dataclass
class Growth:
    """Time per line of many lines against that of few."""
    what: str
    few: str
    few_lines: int
    many: str
    many_lines: int
    bound: float = 1.2
    aim: float = 1.0

    def row(self, costs):
        a, b = costs[self.few], costs[self.many]
        times = self.many_lines / self.few_lines
        grown = b.seconds() / a.seconds() / times
        cpu = b.cpu_seconds() / max(a.cpu_seconds(), 1e-6) / times
        pairs = len(b.wall)
        few = f"; {pairs} round{'s' if pairs > 1 else ''}" if pairs < 5 else ""
        return (self.what, seconds(b.seconds()), f"few lines: {seconds(a.seconds())}{few}", f"**{grown:.3g} ×**", f"{cpu:.3g} ×",
                f"{megabytes(b.peak)} : {megabytes(a.peak)}", limit(self.bound), "flat", verdict(grown, self.bound, self.aim + 0.05))


HEAD = ("figure", "baopan", "yardstick", "ratio (spread)", "processor time", "memory", "bound", "aim", "")


class Table:
    def __init__(self, watch):
        self.watch, self.figures = watch, []

    def __iadd__(self, figures):
        self.figures += figures
        return self

    def rows(self):
        for f in self.figures:
            try:
                yield f.row(self.watch.costs)
            except KeyError as missing:
                yield (f.what, "", f"{missing.args[0].strip()}: not measured", *[""] * (len(HEAD) - 3))

    def markdown(self, about, yardsticks, short):
        lines = ["| " + " | ".join(cells) + " |" for cells in (HEAD, ["---"] * len(HEAD), *self.rows())]
        said = [f"Measured on {about}. Yardsticks: {yardsticks}.",
                "Wall time, medians; the ratio is the median of the rounds' own ratios, run in turn (A B A B), with the least "
                "and the greatest behind it. Memory is the peak of the worst run, baopan's before the yardstick's."]
        if short:
            said.append(f"**{short} Not for the README.**")
        return "\n".join([*said, "", *lines, ""])
