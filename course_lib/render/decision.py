"""A decision as plain text and escaped HTML: what to do, every reason with its source, the limits."""

from collections.abc import Mapping

from course_lib.language.terms import EFFECTS, ORDER_NAMES, ORIGINS, named, outcome_title, tone
from course_lib.model import Reference
from course_lib.render.transcript import Transcript, e, sign
from course_lib.rules.decision import Decision, Reason


def decision_transcript(
    decision: Decision, references: Mapping[str, Reference], who: str = "", heading: str = "h3"
) -> Transcript:
    """Return a decision in the course's words; `who` is the tag that says whose hands carry it out."""
    title = outcome_title(decision.outcome, decision.order)
    kind, symbol = tone(decision.outcome)
    reasons = [_reason(reason, references) for reason in decision.reasons]
    limits = [
        (ORDER_NAMES[modality], limit.item, limit.value, limit.origin)
        for modality, rows in decision.limits.items()
        for limit in rows
    ]
    who = who if decision.applies else ""
    text = [f"{symbol} {title}", decision.action, *([who] if who else [])]
    text += [f"- {label}: {why} ({source})" for label, why, source in reasons]
    text += [f"{modality}, {item.lower()}: {value} ({origin})" for modality, item, value, origin in limits]
    html = f'<div class="outcome {kind}"><{heading}>{sign(symbol)} {e(title)}</{heading}>'
    html += f"<p>{e(decision.action)}</p>"
    html += f'<p class="office">{e(who)}</p>' if who else ""
    if reasons:
        rows = "".join(
            f'<li><strong>{e(label)}:</strong> {e(why)} <span class="source">{e(source)}</span></li>'
            for label, why, source in reasons
        )
        html += f'<ul class="reasons">{rows}</ul>'
    for modality in decision.limits:
        rows = "".join(
            f"<div><dt>{e(limit.item)}</dt><dd>{e(limit.value)} "
            f'<span class="source">{e(limit.origin)}</span></dd></div>'
            for limit in decision.limits[modality]
        )
        html += f'<p class="group">Limits: {e(ORDER_NAMES[modality].lower())}</p><dl class="limits">{rows}</dl>'
    return Transcript("\n".join(text), html + "</div>")


def _reason(reason: Reason, references: Mapping[str, Reference]) -> tuple[str, str, str]:
    label = reason.label
    if reason.modality:
        label += f" ({ORDER_NAMES[reason.modality].lower()}: {EFFECTS[reason.effect]})"
    return label, reason.why, f"{ORIGINS[reason.origin]} · {named(reason.references, references)}"
