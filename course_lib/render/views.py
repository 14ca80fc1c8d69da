"""What the page gets of each widget: the views, as types.

A view is one dictionary that is sent as JSON. Python builds it and JavaScript draws it; `widgets/views.d.ts` is
written from here (`python -m course_lib.authoring.views`), so that both sides are held to the same keys.
"""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

TextPair = Annotated[list[str], tuple[str, str]]
"""Two texts, such as a value and its words. It is a list, as JSON has no tuples; so are the next two."""

Count = Annotated[list[Any], tuple[str, int]]
"""Words and a number."""

PadPlaceView = Annotated[list[Any], tuple[str, str, bool]]
"""A place for a pad: its id, its words, and whether the doctor marked it."""

Warned = Annotated[list[Any], tuple[int, str]]
"""A pad, and the place on which it may not lie."""

Tone = Literal["right", "wrong", "unsafe", "saved"]
"""What an answer was; `saved` where it is not marked."""

Outcome = Literal["stop", "ask", "go"]
"""What a decision comes to."""


class View(TypedDict):
    """What every view may hold. A widget that could not read the record shows these alone."""

    problem: NotRequired[str]
    unsaved: NotRequired[str]
    focus: NotRequired[str]
    turn: NotRequired[int]
    answers: NotRequired[str]
    learner: NotRequired[str]


# Questions and their feedback


class Named(TypedDict):
    """An option, a line to match or a label, by the name that the page knows."""

    id: str
    text: str


class Question(View):
    """A question without its key."""

    kind: Literal["single", "multiple", "number", "ordering", "matching", "spot", "sentence"]
    safety: bool
    stem: str
    how: str
    options: list[Named]
    pairs: list[Named]
    labels: list[Named]
    unit: str
    figure: str
    ask_confidence: bool
    hint: NotRequired[str]
    can_hint: NotRequired[bool]


class AskedQuestion(Question):
    """One question of several; `asked` goes back with the answer."""

    asked: str


class FinalQuestion(AskedQuestion):
    """One question of the final check, with how to read it in this office."""

    office: str


class FeedbackLine(TypedDict):
    """What is said of one option, or of one line of a checklist."""

    option: str
    text: str
    chosen: bool
    good: bool
    missed: bool
    unsafe: bool
    verdict: str
    why: str


class Piece(TypedDict):
    """A piece of what the learner wrote; a danger is something to look at."""

    text: str
    danger: bool


Action = Literal["again", "explain", "similar", "next"]
"""What can be done after an answer."""


class AnswerFeedback(TypedDict):
    """The feedback to an answer: all of it, or what may be shown before another try."""

    phrase: str
    marks: dict[str, str]
    tone: Tone
    verdict: str
    lines: list[FeedbackLine]
    actions: list[Action]
    chosen: NotRequired[list[str]]
    note: NotRequired[str]
    source: NotRequired[str]
    model: NotRequired[str]
    words: list[Piece]


class ItemView(Question):
    """An item of a lesson.

    `where` names its block, `count` its place there, such as "2 of 5". `earlier` is what was said to it before
    the reading, `submit` the button's words.
    """

    where: str
    count: str
    earlier: str
    submit: str
    scope: str
    feedback: AnswerFeedback | None


class ReviewCard(AskedQuestion):
    """A card that is due."""

    title: str
    where: str
    scope: str
    feedback: AnswerFeedback | None


class ReviewEnd(View):
    """No card is due (anymore), or a round is over: `more` is the button that begins the next one."""

    kind: Literal[""]
    title: str
    end: str
    more: str


ReviewView = ReviewCard | ReviewEnd


class AheadView(View):
    """What comes when."""

    title: str
    about: str
    counts: list[Count]


class Slip(TypedDict):
    """An answer that was sure, and not right."""

    stem: str
    phrase: str
    lines: list[FeedbackLine]


class CalibrationView(View):
    """How sure against how right; `plot` is HTML."""

    title: str
    plot: str
    errors: list[Slip]


# Patients


class Introduced(View):
    """Who a patient is, and what is known at the start; `face` is SVG."""

    name: str
    who: str
    face: str
    facts: list[TextPair]


class StepView(TypedDict):
    """What is to decide now, without what the choices are worth."""

    number: int
    title: str
    scene: str
    says: str
    prompt: str
    choices: list[TextPair]


class TakenView(TypedDict):
    """A choice that was made, with its consequence, its worth and the rule; `drawing` is SVG or nothing."""

    title: str
    choice: str
    good: bool
    tag: str
    tone: Outcome
    drawing: str
    consequence: str
    rule: str


class Compared(TypedDict):
    """A step, as it was taken and on the best way."""

    title: str
    taken: str
    best: str


class Debrief(TypedDict):
    """What is said at the end of a case."""

    count: str
    unsafe: str
    paths: list[Compared]
    note: str
    why: str


class PatientView(Introduced):
    """An authored patient."""

    scope: str
    path: list[TakenView]
    step: StepView | None
    debrief: Debrief | None


class WaitingPerson(TypedDict):
    """Somebody in the waiting room; `face` is SVG."""

    id: str
    name: str
    line: str
    state: Literal["done", "started", "new"]
    face: str


class Waiting(View):
    """Everybody who waits, who is next (nobody where all are seen to the end), how many minutes all take."""

    title: str
    count: str
    minutes: int
    today: str
    people: list[WaitingPerson]


class WaitingRoomView(Waiting):
    """The waiting room, or the one case that is open."""

    case: PatientView | None


class Found(TypedDict):
    """A finding: what the patient says, what is seen, what it is called."""

    says: str
    sees: str
    label: str


class DrawnKind(TypedDict):
    """A kind of answer: its symbol, its words, and what exactly it can be."""

    id: str
    symbol: str
    words: str
    choices: list[TextPair]


class DrawnFeedback(TypedDict):
    """What the table says to a choice and its reason; `outcome` is HTML."""

    choice: str
    reason: str
    reason_right: bool
    verdict: str
    tone: Tone
    outcome: str


class Scene(View):
    """What is known of a patient that was drawn; `face` is SVG, and a finding may be left without its name."""

    name: str
    face: str
    who: str
    order: str
    findings: list[Found]


class DrawnView(Scene):
    """A patient that was drawn."""

    title: str
    number: int
    tally: str
    level: str
    kinds: list[DrawnKind]
    reasons: list[TextPair]
    feedback: DrawnFeedback | None


# The final check


class Clock(TypedDict):
    """The time: seconds left, and minutes granted in all."""

    left: float
    minutes: int


class OverviewItem(TypedDict):
    """A question in the list of all of them."""

    done: bool
    flag: bool


class CheckPatient(Introduced):
    """A patient of the final check: the path so far tells nothing of what it is worth."""

    step: StepView | None
    path: list[TextPair]


class FinalPlace(View):
    """One question or one patient of a try that runs."""

    where: str
    at: int
    question: FinalQuestion | None
    answer: Any
    patient: CheckPatient | None


class FinalRunning(FinalPlace):
    """A try that runs; `windows` has the places of those that stand elsewhere, by their names."""

    phase: Literal["running"]
    title: str
    notice: str
    windows: dict[str, FinalPlace]
    overview: list[OverviewItem]
    people: list[bool]
    in_class: bool
    clock: Clock
    confirm: str
    open_left: bool


class FinalParallel(View):
    """A question that is like the one on safety that was missed."""

    phase: Literal["parallel"]
    title: str
    where: str
    notice: str
    ended: str
    question: FinalQuestion


Intro = TypedDict("Intro", {"rules": list[str], "try": str, "number": int})
"""The rules, and which try it is (a class cannot have a field `try`)."""


class Reason(TypedDict):
    """One part of the rule, and whether it is met."""

    met: bool
    text: str


class DomainResult(TypedDict):
    """How many were right on a topic, and the lesson to read again."""

    title: str
    right: int
    of: int
    notebook: str
    lesson: str


class ResultView(TypedDict):
    """What a try came to."""

    passed: bool
    headline: str
    reasons: list[Reason]
    domains: list[DomainResult]


class ReviewedItem(TypedDict):
    """A question after the end, with all its feedback."""

    stem: str
    safety: bool
    verdict: str
    right: bool
    lines: list[FeedbackLine]
    source: str


class ReviewedPatient(TypedDict):
    """A patient after the end, with the path that was taken."""

    who: str
    path: list[TakenView]
    why: str


class WhatNext(View):
    """What comes next, in words, and what can be done now."""

    next: str
    can_start: bool
    can_sign: bool


Between = Literal["ready", "waiting", "signoff", "passed"]
"""The phases in which no question is asked."""


class FinalBetween(WhatNext):
    """Before, between and after the tries."""

    phase: Between
    title: str
    where: str
    notice: str
    ended: str
    in_class: bool
    part: str
    intro: Intro
    result: ResultView | None
    items: list[ReviewedItem] | None
    patients: list[ReviewedPatient] | None


class FinalNothing(View):
    """The final check while nothing could be read."""

    phase: Literal[""]


FinalCheckView = FinalRunning | FinalParallel | FinalBetween | FinalNothing

# Packs, pads, stretches, the body, the table


PackState = Literal["set_up", "on", "off", "over"]
"""Whether a pack is on, off, not on yet, or the session over."""


class PackEvent(TypedDict):
    """What happened at a minute."""

    minute: int
    tone: Literal["plain", "good", "warn", "harm"]
    text: str


class PackFault(TypedDict):
    """What to do differently next time."""

    text: str
    unsafe: bool


class PackView(View):
    """A hot-pack session."""

    title: str
    order: str
    made_up: str
    ordered: int
    limit: int
    marks: list[int]
    state: PackState
    minute: int
    events: list[PackEvent]
    faults: list[PackFault]
    harmed: bool
    last: str


class PadSide(TypedDict):
    """One side of the body, with the places for pads; `figure` is SVG."""

    id: str
    name: str
    figure: str
    places: list[PadPlaceView]


class PadsFeedback(TypedDict):
    """What two placed pads (or none) are worth; `wrong` are the places of wrong ones, each told in `lines`."""

    tone: Tone
    title: str
    why: str
    lines: list[str]
    wrong: list[str]
    say: str
    next: str


class PadsView(View):
    """An order for stimulation, and the pads so far."""

    title: str
    number: str
    order: str
    ready: str
    seen: str
    sides: list[PadSide]
    pads: list[str]
    warned: Warned | None
    warning: str
    feedback: PadsFeedback | None


class CoachStep(TypedDict):
    """One step of a stretch: `pose` is 0 at the start and 1 in the stretch, reached in `seconds`."""

    say: str
    where: str
    pose: float
    seconds: float
    count: int
    mirrored: bool


class CoachStretch(TypedDict):
    """A stretch with its script; `figure` is SVG."""

    id: str
    figure: str
    position: str
    dose: str
    stop: str
    facts: list[TextPair]
    steps: list[CoachStep]


class CoachView(View):
    """The stretch coach."""

    title: str
    notice: str
    stretches: list[CoachStretch]


class BodySide(TypedDict):
    """One side of the body map; `figure` is SVG."""

    id: str
    name: str
    figure: str
    regions: list[str]


class BodyRegion(TypedDict):
    """A muscle and what is told of it."""

    id: str
    plain: str
    anatomical: str
    part: str
    facts: list[TextPair]


class BodyMapView(View):
    """The body map, and the muscle that is chosen."""

    title: str
    sides: list[BodySide]
    regions: list[BodyRegion]
    chosen: str


class LookupFinding(TypedDict):
    """A finding to tick; `words` is what a search finds it by beside its label and check."""

    id: str
    label: str
    check: str
    words: str


class LookupGroup(TypedDict):
    """Findings that belong together."""

    id: str
    title: str
    findings: list[LookupFinding]


class LookupResult(View):
    """What is ticked and what it comes to; `outcome` is HTML.

    `asked` is whether the learner has said that all was asked: before that nothing is green.
    """

    asked: bool
    asked_words: str
    order: str
    chosen: list[str]
    outcome: str
    spoken: str
    tone: Outcome | Literal["neutral"]


class LookupView(LookupResult):
    """The decision table to tick."""

    title: str
    orders: list[TextPair]
    groups: list[LookupGroup]


class HeadView(View):
    """The head of a page, as HTML; then what is asked when it is needed, and where the learner stood last.

    `offices` are the scope profiles to choose from, where none was chosen yet and it is needed now.
    """

    html: str
    ask_name: bool
    offices: list[TextPair]
    stood: str
    scope: str
    name: str
    private: str


class GateView(View):
    """The safety gate, as HTML."""

    html: str
    scope: str


# Where the learner stands, and what belongs to the learner


class Following(TypedDict):
    """What comes next: its name as a button says it, and the notebook."""

    name: str
    notebook: str


class Progress(View):
    """How far a learner is, and whether it is done; `leads` says what each line leads to."""

    title: str
    done: bool
    lines: list[str]
    leads: list[str]
    back: str
    following: Following | None


class ProgressView(Progress):
    """Where the learner stands in a lesson, or with the patients."""

    notice: str


class StopView(TypedDict):
    """A lesson or a page of the course map; `next` is the one to go on with.

    `step` is where the learner stood there, `left` how many minutes it takes from there.
    """

    id: str
    number: int
    title: str
    about: str
    minutes: int
    notebook: str
    state: str
    next: NotRequired[bool]
    step: int
    left: int


class OfficeView(TypedDict):
    """The scope profile of the office."""

    chosen: str
    options: list[TextPair]
    lines: list[str]
    facts: list[TextPair]
    confirm: str


class StartView(View):
    """The way in, who learns, the office, and the course map; `picture` is HTML."""

    sentence: str
    about: str
    picture: str
    review: str
    name: str
    private: str
    stops: list[StopView]
    pages: list[StopView]
    scope: OfficeView
    in_class: bool
    notice: str


class File(TypedDict):
    """A file that Python made; `data` is base64, `type` its media type."""

    name: str
    type: str
    title: str
    data: str


class FieldView(TypedDict):
    """A field of the form for the certificate."""

    name: str
    label: str
    about: str
    kind: Literal["text", "date", "choice"]
    choices: list[TextPair]
    value: str


class CertificateView(View):
    """What is missing for a certificate or counts on it, the form for it, and what was issued."""

    title: str
    ready: bool
    about: str
    fields: list[FieldView]
    issued: list[TextPair]
    file: File | None


class RecordRow(TypedDict):
    """One answer of the learner's record."""

    at: str
    what: str
    answer: str
    result: str


class RecordPart(TypedDict):
    """The answers of one lesson or page."""

    title: str
    rows: list[RecordRow]
    more: str


class MyRecordView(View):
    """The learner's own record; nothing of it is shown before the learner asks."""

    title: str
    private: str
    word: str
    open: bool
    about: str
    parts: list[RecordPart]
    file: File | None
    erased: str
    in_class: bool
    notice: str
