"""A learner's record as xAPI statements, one JSON object a line. Pure.

xAPI 1.0.3 (github.com/adlnet/xAPI-Spec); the verbs and activity types are those of ADL's vocabulary.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from course_lib import model
from course_lib.model import Attempt, Item, Learner

BASE = "http://back-spasm-course.invalid"
"""Names what the statements speak of. It is no address: `.invalid` leads nowhere (RFC 2606)."""

VERBS = "http://adlnet.gov/expapi/verbs"
ACTIVITIES = "http://adlnet.gov/expapi/activities"


def interaction(item: Item) -> str:
    """Return xAPI's name for the kind of an item."""
    match item:
        case model.SingleChoice() | model.MultipleResponse():
            return "choice"
        case model.Ordering():
            return "sequencing"
        case model.Matching():
            return "matching"
        case model.Number():
            return "numeric"
        case model.Sentence():
            return "long-fill-in"
        case model.Spot():
            return "other"
        case _:
            assert_never(item)


def choices(item: Item) -> list[dict[str, Any]]:
    """Return the options of an item, where xAPI has "choices" for its kind; they are in the order shown."""
    match item:
        case model.SingleChoice() | model.MultipleResponse() | model.Ordering():
            return [{"id": o.id, "description": {"en-US": o.text}} for o in item.options]
        case model.Number() | model.Sentence() | model.Matching() | model.Spot():
            return []
        case _:
            assert_never(item)


def as_xapi(attempts: Iterable[Attempt], learner: Learner, items: Mapping[str, Item]) -> str:
    """Return the attempts as xAPI statements, one JSON object a line. `items` by id say what was asked."""
    return "".join(
        json.dumps(statement(attempt, learner, items.get(attempt.item))) + "\n" for attempt in attempts
    )


def statement(attempt: Attempt, learner: Learner, item: Item | None = None) -> dict[str, Any]:
    """Return one attempt as an xAPI statement. What was noted and is no answer was "experienced"."""
    actor: dict[str, Any] = {"objectType": "Agent", "account": {"homePage": BASE, "name": learner.id}}
    if learner.name.strip():
        actor["name"] = learner.name
    at = attempt.at if attempt.at.tzinfo else attempt.at.replace(tzinfo=UTC)
    verb = "experienced" if attempt.is_note else "answered"
    fields: dict[str, Any] = {
        "id": str(_uuid(attempt.id)),
        "actor": actor,
        "verb": {"id": f"{VERBS}/{verb}", "display": {"en-US": verb}},
        "object": _activity(attempt, item),
        "context": {
            "platform": "Back spasm course",
            "extensions": {
                f"{BASE}/extensions/place": attempt.place,
                f"{BASE}/extensions/version": attempt.version,
            },
        },
        "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "version": "1.0.3",
    }
    judged = item is None or item.judged
    return fields | ({} if attempt.is_note else {"result": _result(attempt, judged=judged)})


def _uuid(attempt_id: str) -> UUID:
    """Return an attempt's id as a UUID: the course's own ids are UUIDs without dashes, others become one."""
    try:
        return UUID(attempt_id)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"{BASE}/attempts/{attempt_id}")


def _activity(attempt: Attempt, item: Item | None) -> dict[str, Any]:
    name = attempt.item.removeprefix("@")
    activity = {"objectType": "Activity", "id": f"{BASE}/{'notes' if attempt.is_note else 'items'}/{name}"}
    if item is None:
        return activity
    definition: dict[str, Any] = {
        "type": f"{ACTIVITIES}/cmi.interaction",
        "interactionType": interaction(item),
        "description": {"en-US": item.stem},
    }
    options = choices(item)
    return activity | {"definition": definition | ({"choices": options} if options else {})}


def _result(attempt: Attempt, *, judged: bool) -> dict[str, Any]:
    """Return what came of an attempt; nobody was right or wrong where the item is not judged."""
    extensions = {"confidence": attempt.confidence, "hints": attempt.hints, "unsafe": attempt.unsafe}
    answer = attempt.answer if isinstance(attempt.answer, str) else json.dumps(attempt.answer)
    result: dict[str, Any] = {
        **({"score": {"scaled": attempt.score}, "success": attempt.right} if judged else {"completion": True}),
        "response": answer or json.dumps(answer),
        "extensions": {f"{BASE}/extensions/{name}": value for name, value in extensions.items()},
    }
    if attempt.seconds is not None:
        result["duration"] = f"PT{attempt.seconds:.2f}S"
    return result
