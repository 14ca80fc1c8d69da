"""The decision to look things up in: its findings by group, and the transcript."""

from collections.abc import Mapping

from course_lib.language.terms import GROUPS, ORDER_NAMES
from course_lib.model import Finding, Reference
from course_lib.render.decision import decision_transcript
from course_lib.render.transcript import Transcript, e, section
from course_lib.render.views.lookup import LookupFinding, LookupGroup
from course_lib.rules.decision import Decision, Table

FIRST = "Ask the safety questions first."
NOTHING = "Nothing ticked yet."
SO_FAR = "Nothing so far that stops it. Ask the rest, too."
ALL_ASKED = {False: "I asked everything; nothing came up", True: "I asked everything; nothing else came up"}
"""What the learner says before anything turns green: where nothing is ticked, and where something is."""


def unasked_transcript(*, ticked: bool) -> Transcript:
    """Return what stands in place of a decision to go ahead, while not everything was asked."""
    words = SO_FAR if ticked else NOTHING
    html = f'<div class="outcome neutral"><h3>{e(FIRST)}</h3><p>{e(words)}</p></div>'
    return Transcript(f"{FIRST} {words}", html)


def finding_groups(table: Table) -> list[LookupGroup]:
    """Return the findings of a table by group."""
    return [
        {"id": group, "title": title, "findings": [_finding(f) for f in _of_group(table, group)]}
        for group, title in GROUPS.items()
    ]


def _of_group(table: Table, group: str) -> list[Finding]:
    return [finding for finding in table.findings.values() if finding.group == group]


def _finding(finding: Finding) -> LookupFinding:
    f = finding
    return {
        "id": f.id,
        "label": f.label,
        "check": f.how_ca_checks,
        # What a search looks through beside that: also the words of the reasons, such as "tumor".
        "words": " ".join([f.id.replace("_", " "), f.patient_says, f.ca_sees, *f.why.values()]),
    }


def lookup_transcript(
    title: str, table: Table, references: Mapping[str, Reference], first: Decision, who: str
) -> Transcript:
    """Return the order, every finding with how it is checked, and the decision while nothing is ticked."""
    text, html = [title], ""
    for group, name in GROUPS.items():
        rows = _of_group(table, group)
        text += [name, *(f"[ ] {f.label}: {f.how_ca_checks}" for f in rows)]
        listed = "".join(f"<li><strong>{e(f.label)}.</strong> {e(f.how_ca_checks)}</li>" for f in rows)
        html += f"<details><summary>{e(name)} ({len(rows)})</summary><ul>{listed}</ul></details>"
    result = decision_transcript(first, references, who)
    neutral = unasked_transcript(ticked=False)
    text += [f"Order: {ORDER_NAMES[first.order]}", neutral.text, f"{ALL_ASKED[False]}:", result.text]
    html += f"<p>Order: {e(ORDER_NAMES[first.order])}</p>{neutral.html}"
    html += f"<p>{e(ALL_ASKED[False])}:</p>{result.html}"
    return Transcript("\n".join(text), section(html))
