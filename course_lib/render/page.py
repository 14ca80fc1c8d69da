"""What a lesson's page is made of beside questions: its head, safety gate, figures, evidence, key points."""

import re
from collections.abc import Mapping, Sequence

from course_lib.language.dates import day
from course_lib.language.scope import office
from course_lib.language.terms import named
from course_lib.model import Claim, Plan, RedFlag, Reference, Term
from course_lib.model.scope import Scope
from course_lib.render.transcript import Transcript, bullets, e, eyebrow, section
from course_lib.rules.minutes import sittings

PAPER = '<p class="eyebrow paper">Key points</p>'
PAPER_GATE = '<p class="eyebrow paper">■ Stop and get the doctor</p>'
"""On the page a heading says the same; on a sheet of its own nothing does."""

PAUSE = "Take it in two sittings if you like. About halfway the lesson says: a good place to stop."


def head_transcript(plan: Plan, count: int, notice: str, part: str = "") -> Transcript:
    """Return the head of a lesson: where it stands, how long it takes, what you can do then, your part."""
    where = f"Lesson {plan.number} of {count} · {plan.minutes} minutes · {plan.after}"
    pause = PAUSE if sittings(plan.minutes) > 1 else ""
    text = [where, "When you finish, you can:", *(f"- {line}" for line in plan.objectives)]
    text += [line for line in (part, pause, notice) if line]
    html = f'<header class="lesson-head">{eyebrow(where)}<p>When you finish, you can:</p>'
    html += bullets(plan.objectives)
    html += f'<p class="part">{e(part)}</p>' if part else ""
    html += f"<p data-sittings>{e(pause)}</p>" if pause else ""
    html += f'<p class="source">{e(notice)}</p></header>'
    return Transcript("\n".join(text), html)


def part_transcript(part: str) -> Transcript:
    """Return the head of a page that says your part alone."""
    return Transcript(part, f'<header class="lesson-head"><p class="part">{e(part)}</p></header>')


def gate_transcript(plan: Plan, red_flags: Mapping[str, RedFlag], scope: Scope) -> Transcript:
    """Return the safety gate: the lesson's own lines, what the office allows, then every danger sign."""
    source = f"{scope.law}. Looked at on {day(scope.looked_at)}. {scope.confirm}"
    text = ["Safety gate", *(f"- {line}" for line in plan.safety_gate)]
    text += [f"{office(scope)}:", *(f"- {line}" for line in scope.lines), source, "Danger signs:"]
    text += [f"- {flag.see} -> {flag.do}" for flag in red_flags.values()]
    rows = "".join(
        f"<li><strong>{e(flag.level)}.</strong> {e(flag.see)}. <em>{e(flag.do)}</em></li>"
        for flag in red_flags.values()
    )
    html = f'<div class="outcome stop gate">{PAPER_GATE}{bullets(plan.safety_gate)}'
    html += f'<h3>{e(office(scope))}</h3>{bullets(scope.lines)}<p class="source">{e(source)}</p>'
    html += f"<details><summary>All {len(red_flags)} danger signs</summary><ul>{rows}</ul></details></div>"
    return Transcript("\n".join(text), html)


def key_points_transcript(plan: Plan) -> Transcript:
    """Return the points to take away."""
    text = ["Key points", *(f"- {line}" for line in plan.key_points)]
    return Transcript("\n".join(text), section(PAPER, bullets(plan.key_points)))


def evidence_transcript(claim: Claim, references: Mapping[str, Reference]) -> Transcript:
    """Return what the article says beside what the evidence says, with grade, references and words to say."""
    listed = [references[ref] for ref in claim.refs]
    text = [
        f"{claim.topic} · {claim.grade}",
        f"The article says: {claim.source_position}",
        f"The evidence says: {claim.evidence}",
        f"How sure: {claim.certainty}",
        f"What you do: {claim.ca_handling}",
        f'You say: "{claim.plain_line}"',
        *(f"Source: {reference.citation}" for reference in listed),
    ]
    sources = "".join(f"<li>{e(r.citation)} {e(r.ids)}</li>" for r in listed)
    html = (
        f"<summary>{e(claim.topic)}</summary>"
        + eyebrow(tag=claim.grade)
        + f'<div class="two"><div><h4>The article says</h4><p>{e(claim.source_position)}</p></div>'
        + f"<div><h4>The evidence says</h4><p>{e(claim.evidence)}</p></div></div>"
        + f'<p class="source">How sure: {e(claim.certainty)}</p>'
        + f"<p><strong>What you do:</strong> {e(claim.ca_handling)}</p>"
        + f"<p><strong>You say:</strong> “{e(claim.plain_line)}”</p>"
        + f"<details><summary>Sources: {e(named(claim.refs, references))}</summary><ul>{sources}</ul></details>"
    )
    return Transcript("\n".join(text), f'<details class="card evidence">{html}</details>')


def words_transcript(terms: Sequence[Term]) -> Transcript:
    """Return the words of a part of the lesson, explained where they stand."""
    text = ["Words in this part"]
    rows = ""
    for term in terms:
        say = f' Say: "{term.say_it_like_this}"' if term.say_it_like_this else ""
        text.append(f"- {term.term}: {term.definition}{say}")
        say_html = f' <span class="source">Say: “{e(term.say_it_like_this)}”</span>' if say else ""
        rows += f"<div><dt>{e(term.term)}</dt><dd>{e(term.definition)}{say_html}</dd></div>"
    html = f'<details class="card words"><summary>Words in this part ({len(terms)})</summary>'
    return Transcript("\n".join(text), f'{html}<dl class="facts">{rows}</dl></details>')


def figure_transcript(svg: str) -> Transcript:
    """Return a figure: the drawing itself, and its title and description as text.

    The drawing is the course's own file, so it is not escaped. Raises ValueError where it has no title or
    description, which is what a person who cannot see it is told.
    """
    texts = [re.search(rf"<{name}[^>]*>(.*?)</{name}>", svg, re.DOTALL) for name in ("title", "desc")]
    if not all(texts):
        raise ValueError("a figure needs a <title> and a <desc>")
    title, description = (" ".join(found[1].split()) for found in texts if found)
    drawing = re.sub(r"<\?xml.*?\?>|<!--.*?-->", "", svg, flags=re.DOTALL).strip()
    return Transcript(f"Figure: {title}. {description}", f'<figure class="figure">{drawing}</figure>')
