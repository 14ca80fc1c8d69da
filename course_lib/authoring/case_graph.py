"""A picture of a patient's case for authors: its steps, their choices, and where each of them leads.

`python -m course_lib.authoring.case_graph` draws all cases into `docs/cases`; `course.py refresh` does it, too.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from course_lib.catalog import Catalog, catalog
from course_lib.folders import CASES
from course_lib.model import END, Choice, Patient, Step
from course_lib.render.transcript import e
from course_lib.rules.encounter import best_path

WIDE, HEAD, LINE, GAP, BETWEEN, EDGE = 236, 34, 24, 104, 28, 24
"""The picture's measures: a step's width, its head, a choice's line, the room between steps, the margin."""

TAGS = {
    "right": ("✓", "right", "good"),
    "acceptable": ("≈", "acceptable", "good"),
    "unsafe": ("✗", "unsafe", "bad"),
    "out_of_scope": ("○", "out of scope", "poor"),
    "get_doctor": ("◔", "doctor not needed", "poor"),
}
"""How each tag is told: a symbol, words, and the color that only repeats them."""

STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.t{font-weight:600}.s{fill:#57606a}"
    ".box{fill:#fff;stroke:#6e7781}.best{stroke:#0b5cad;stroke-width:3}.paper{fill:#fff}"
    ".good{stroke:#116329}.bad{stroke:#8f1d1d;stroke-dasharray:5 4}.poor{stroke:#6b4700;stroke-dasharray:2 4}"
    "path{fill:none;stroke-width:1.8}.thick{stroke-width:3.4}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e8eb}.s{fill:#aab2bb}.box,.paper{fill:#16191d}"
    ".best{stroke:#6cb4ff}.good{stroke:#7ddc94}.bad{stroke:#ff9d9d}.poor{stroke:#f2cc60}}"
)


def layers(patient: Patient) -> dict[str, int]:
    """Return for each step how many steps lie before it on the longest way to it."""
    found = dict.fromkeys((step.id for step in patient.steps), 0)
    for step in patient.steps:  # a choice always leads on to a later step
        for choice in step.choices:
            if choice.next != END:
                found[choice.next] = max(found[choice.next], found[step.id] + 1)
    return found


def picture(patient: Patient) -> str:
    """Return the case as SVG: a box for each step, a line for each choice, the best path in thick lines."""
    best = {taken.step.id for taken in best_path(patient).path}
    place = _places(patient)
    wide = max(x for x, _ in place.values()) + WIDE + 56 + EDGE
    high = max(y + _height(patient.step(name)) for name, (_, y) in place.items()) + EDGE
    title = f"{patient.name}, {patient.who}: {len(best)} decisions on the best way"
    described = " ".join(_sentence(step) for step in patient.steps)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" role="img">',
        f"<title>{e(title)}</title><desc>{e(described)}</desc><style>{STYLE}</style>",
        f'<rect class="paper" width="{wide}" height="{high}"/>',
        f'<text class="t" x="{EDGE}" y="{EDGE + 6}">{e(title)}</text>',
    ]
    parts += [edge for step in patient.steps for edge in _edges(step, place, best)]
    parts += [_box(step, *place[step.id], best=step.id in best) for step in patient.steps]
    return "".join(parts) + "</svg>\n"


def _places(patient: Patient) -> dict[str, tuple[int, int]]:
    """Return left and top of each step: columns by layer, in a column one below the other."""
    below: dict[int, int] = {}
    found = {}
    for step in patient.steps:
        layer = layers(patient)[step.id]
        top = below.get(layer, EDGE + 26)
        found[step.id] = (EDGE + layer * (WIDE + GAP), top)
        below[layer] = top + _height(step) + BETWEEN
    return found


def _height(step: Step) -> int:
    return HEAD + LINE * len(step.choices) + 8


def _sentence(step: Step) -> str:
    ways = ", ".join(
        f"{choice.id} ({TAGS[choice.tag][1]}) leads to {'the end' if choice.next == END else choice.next}"
        for choice in step.choices
    )
    return f"{step.title}: {ways}."


def _box(step: Step, left: int, top: int, *, best: bool) -> str:
    kind = "box best" if best else "box"
    svg = f'<rect class="{kind}" x="{left}" y="{top}" width="{WIDE}" height="{_height(step)}" rx="8"/>'
    svg += f'<text class="t" x="{left + 12}" y="{top + 22}">{e(step.title)}</text>'
    for number, choice in enumerate(step.choices):
        symbol, words, _ = TAGS[choice.tag]
        y = _line(top, number) + 5
        svg += f'<text x="{left + 12}" y="{y}">{symbol} {e(choice.id)} <tspan class="s">{words}</tspan></text>'
    return svg


def _line(top: int, number: int) -> int:
    return top + HEAD + LINE * number + LINE // 2


def _edges(step: Step, place: Mapping[str, tuple[int, int]], best: set[str]) -> list[str]:
    left, top = place[step.id]
    found = []
    for number, choice in enumerate(step.choices):
        kind, x, y = _kind(choice, best, step), left + WIDE, _line(top, number)
        if choice.next == END:
            ending = f'<text class="s" x="{x + 27}" y="{y + 4}">end</text>'
            found.append(f'<path class="{kind}" d="M{x} {y}h22"/>{ending}')
            continue
        to_x, to_y = place[choice.next][0], place[choice.next][1] + HEAD // 2
        bend = max(50, (to_x - x) // 2)
        found.append(
            f'<path class="{kind}" d="M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"/>'
            f'<path class="{kind.split()[0]}" d="M{to_x - 8} {to_y - 5}L{to_x} {to_y}L{to_x - 8} {to_y + 5}"/>'
        )
    return found


def _kind(choice: Choice, best: set[str], step: Step) -> str:
    kind = TAGS[choice.tag][2]
    return f"{kind} thick" if choice.tag == "right" and step.id in best else kind


def pictures(known: Catalog) -> dict[str, str]:
    """Return what belongs into `docs/cases`: a picture for each patient, and a page that lists them."""
    rows = [
        "# The cases",
        "",
        "Drawn from `exercises/`; do not edit. They show where each choice leads.",
        "",
    ]
    rows += ["| Patient | Decisions | Order | The table says | Unsafe choices | Steps |"]
    rows += ["|---|---:|---|---|---:|---:|"]
    files = {}
    for name, patient in sorted(known.patients.items()):
        files[f"{name}.svg"] = picture(patient)
        unsafe = sum(choice.tag == "unsafe" for step in patient.steps for choice in step.choices)
        count = len(best_path(patient).path)
        rows.append(
            f"| [{patient.name}]({name}.svg), {patient.who} | {count} | {patient.order} | {patient.outcome} "
            f"| {unsafe} | {len(patient.steps)} |"
        )
    return files | {"README.md": "\n".join(rows) + "\n"}


def main(folder: Path = CASES) -> int:
    """Draw all cases, and take away the pictures of those that are gone."""
    drawn = pictures(catalog())
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in drawn.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for old in folder.iterdir():
        if old.name not in drawn:
            old.unlink()
    print(f"docs/cases: {len(drawn) - 1} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
