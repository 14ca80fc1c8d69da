// Written from course_lib/render/views/. Change it there, then run:
// python3 course.py run course_lib.authoring.views

export type Count = [string, number];

/** What every view may hold. A widget that could not read the record shows these alone. */
export interface View {
  problem?: string;
  unsaved?: string;
  focus?: string;
  turn?: number;
  answers?: string;
  learner?: string;
}

/** What comes when. */
export interface AheadView extends View {
  title: string;
  about: string;
  counts: Count[];
}

export type TextPair = [string, string];

/** One side of the body map; `figure` is SVG. */
export interface BodySide {
  id: string;
  name: string;
  figure: string;
  regions: string[];
}

/** A muscle and what is told of it. */
export interface BodyRegion {
  id: string;
  plain: string;
  anatomical: string;
  part: string;
  facts: TextPair[];
}

/** The body map, and the muscle that is chosen. */
export interface BodyMapView extends View {
  title: string;
  sides: BodySide[];
  regions: BodyRegion[];
  chosen: string;
}

/** What is said of one option, or of one line of a checklist. */
export interface FeedbackLine {
  option: string;
  text: string;
  chosen: boolean;
  good: boolean;
  missed: boolean;
  unsafe: boolean;
  verdict: string;
  why: string;
}

/** An answer that was sure, and not right. */
export interface Slip {
  stem: string;
  phrase: string;
  lines: FeedbackLine[];
}

/** How sure against how right; `plot` is HTML. */
export interface CalibrationView extends View {
  title: string;
  plot: string;
  errors: Slip[];
}

/** A file that Python made; `data` is base64, `type` its media type. */
export interface File {
  name: string;
  type: string;
  title: string;
  data: string;
}

/** A field of the form for the certificate. */
export interface FieldView {
  name: string;
  label: string;
  about: string;
  kind: "text" | "date" | "choice";
  choices: TextPair[];
  value: string;
}

/** What is missing for a certificate or counts on it, the form for it, and what was issued. */
export interface CertificateView extends View {
  title: string;
  ready: boolean;
  about: string;
  fields: FieldView[];
  issued: TextPair[];
  file: File | null;
}

/** One step of a stretch: `pose` is 0 at the start and 1 in the stretch, reached in `seconds`. */
export interface CoachStep {
  say: string;
  where: string;
  pose: number;
  seconds: number;
  count: number;
  mirrored: boolean;
}

/** A stretch with its script; `figure` is SVG. */
export interface CoachStretch {
  id: string;
  figure: string;
  position: string;
  dose: string;
  stop: string;
  facts: TextPair[];
  steps: CoachStep[];
}

/** The stretch coach. */
export interface CoachView extends View {
  title: string;
  notice: string;
  stretches: CoachStretch[];
}

export type Tone = "right" | "wrong" | "unsafe" | "saved";

/** A finding: what the patient says, what is seen, what it is called. */
export interface Found {
  says: string;
  sees: string;
  label: string;
}

/** A kind of answer: its symbol, its words, and what exactly it can be. */
export interface DrawnKind {
  id: string;
  symbol: string;
  words: string;
  choices: TextPair[];
}

/** What the table says to a choice and its reason; `outcome` is HTML. */
export interface DrawnFeedback {
  choice: string;
  reason: string;
  reason_right: boolean;
  verdict: string;
  tone: Tone;
  outcome: string;
}

/** What is known of a patient that was drawn; `face` is SVG, and a finding may be left without its name. */
export interface Scene extends View {
  name: string;
  face: string;
  who: string;
  order: string;
  findings: Found[];
}

/** A patient that was drawn. */
export interface DrawnView extends Scene {
  title: string;
  number: number;
  tally: string;
  level: string;
  kinds: DrawnKind[];
  reasons: TextPair[];
  feedback: DrawnFeedback | null;
}

/** A piece of what the learner wrote; a danger is something to look at. */
export interface Piece {
  text: string;
  danger: boolean;
}

export type Action = "again" | "explain" | "similar" | "next";

/** The feedback to an answer: all of it, or what may be shown before another try. */
export interface AnswerFeedback {
  phrase: string;
  marks: Record<string, string>;
  tone: Tone;
  verdict: string;
  lines: FeedbackLine[];
  actions: Action[];
  chosen?: string[];
  note?: string;
  source?: string;
  model?: string;
  words: Piece[];
}

/** What a try came to. */
export interface ResultView {
  passed: boolean;
  headline: string;
  reasons: Reason[];
  domains: DomainResult[];
}

/** A question after the end, with all its feedback. */
export interface ReviewedItem {
  stem: string;
  safety: boolean;
  verdict: string;
  right: boolean;
  lines: FeedbackLine[];
  source: string;
}

/** A patient after the end, with the path that was taken. */
export interface ReviewedPatient {
  who: string;
  path: TakenView[];
  why: string;
}

/** Who a patient is, and what is known at the start; `face` is SVG. */
export interface Introduced extends View {
  name: string;
  who: string;
  face: string;
  facts: TextPair[];
}

/** What is to decide now, without what the choices are worth. */
export interface StepView {
  number: number;
  title: string;
  scene: string;
  says: string;
  prompt: string;
  choices: TextPair[];
}

/** One question of several; `asked` goes back with the answer. */
export interface AskedQuestion extends Question {
  asked: string;
}

/** One question of the final check, with how to read it in this office. */
export interface FinalQuestion extends AskedQuestion {
  office: string;
}

/** The time: seconds left, and minutes granted in all. */
export interface Clock {
  left: number;
  minutes: number;
}

/** A question in the list of all of them. */
export interface OverviewItem {
  done: boolean;
  flag: boolean;
}

/** A patient of the final check: the path so far tells nothing of what it is worth. */
export interface CheckPatient extends Introduced {
  step: StepView | null;
  path: TextPair[];
}

/** One question or one patient of a try that runs. */
export interface FinalPlace extends View {
  where: string;
  at: number;
  question: FinalQuestion | null;
  answer: unknown;
  patient: CheckPatient | null;
}

/** A try that runs; `windows` has the places of those that stand elsewhere, by their names. */
export interface FinalRunning extends FinalPlace {
  phase: "running";
  title: string;
  notice: string;
  windows: Record<string, FinalPlace>;
  overview: OverviewItem[];
  people: boolean[];
  in_class: boolean;
  clock: Clock;
  confirm: string;
  open_left: boolean;
}

/** A question that is like the one on safety that was missed. */
export interface FinalParallel extends View {
  phase: "parallel";
  title: string;
  where: string;
  notice: string;
  ended: string;
  question: FinalQuestion;
}

export interface Intro {
  rules: string[];
  try: string;
  number: number;
}

/** What comes next, in words, and what can be done now. */
export interface WhatNext extends View {
  next: string;
  can_start: boolean;
  can_sign: boolean;
}

export type Between = "ready" | "waiting" | "signoff" | "passed";

/** Before, between and after the tries. */
export interface FinalBetween extends WhatNext {
  phase: Between;
  title: string;
  where: string;
  notice: string;
  ended: string;
  in_class: boolean;
  part: string;
  intro: Intro;
  result: ResultView | null;
  items: ReviewedItem[] | null;
  patients: ReviewedPatient[] | null;
}

/** The final check while nothing could be read. */
export interface FinalNothing extends View {
  phase: "";
}

export type FinalCheckView = FinalRunning | FinalParallel | FinalBetween | FinalNothing;

/** A choice that was made, with its consequence, its worth and the rule; `drawing` is SVG or nothing. */
export interface TakenView {
  title: string;
  choice: string;
  good: boolean;
  tag: string;
  tone: Outcome;
  drawing: string;
  consequence: string;
  rule: string;
}

/** One part of the rule, and whether it is met. */
export interface Reason {
  met: boolean;
  text: string;
}

/** How many were right on a topic, and the lesson to read again. */
export interface DomainResult {
  title: string;
  right: number;
  of: number;
  notebook: string;
  lesson: string;
}

/** The safety gate, as HTML. */
export interface GateView extends View {
  html: string;
  scope: string;
}

/** The head of a page, as HTML; then what is asked when it is needed, and where the learner stood last. */
export interface HeadView extends View {
  html: string;
  ask_name: boolean;
  offices: TextPair[];
  stood: string;
  scope: string;
  name: string;
  private: string;
}

/** A question without its key. */
export interface Question extends View {
  kind: "single" | "multiple" | "number" | "ordering" | "matching" | "spot" | "sentence";
  safety: boolean;
  stem: string;
  how: string;
  options: Named[];
  pairs: Named[];
  labels: Named[];
  unit: string;
  figure: string;
  ask_confidence: boolean;
  hint?: string;
  can_hint?: boolean;
}

/** An item of a lesson. */
export interface ItemView extends Question {
  where: string;
  count: string;
  earlier: string;
  submit: string;
  scope: string;
  feedback: AnswerFeedback | null;
}

export type Outcome = "stop" | "ask" | "go";

/** A finding to tick; `words` is what a search finds it by beside its label and check. */
export interface LookupFinding {
  id: string;
  label: string;
  check: string;
  words: string;
}

/** Findings that belong together. */
export interface LookupGroup {
  id: string;
  title: string;
  findings: LookupFinding[];
}

/** What is ticked and what it comes to; `outcome` is HTML. */
export interface LookupResult extends View {
  asked: boolean;
  asked_words: string;
  order: string;
  chosen: string[];
  outcome: string;
  spoken: string;
  tone: Outcome | "neutral";
}

/** The decision table to tick. */
export interface LookupView extends LookupResult {
  title: string;
  orders: TextPair[];
  groups: LookupGroup[];
}

/** One answer of the learner's record. */
export interface RecordRow {
  at: string;
  what: string;
  answer: string;
  result: string;
}

/** The answers of one lesson or page. */
export interface RecordPart {
  title: string;
  rows: RecordRow[];
  more: string;
}

/** The learner's own record; nothing of it is shown before the learner asks. */
export interface MyRecordView extends View {
  title: string;
  private: string;
  word: string;
  open: boolean;
  about: string;
  parts: RecordPart[];
  file: File | null;
  erased: string;
  in_class: boolean;
  notice: string;
}

export type PackState = "set_up" | "on" | "off" | "over";

/** What happened at a minute. */
export interface PackEvent {
  minute: number;
  tone: "plain" | "good" | "warn" | "harm";
  text: string;
}

/** What to do differently next time. */
export interface PackFault {
  text: string;
  unsafe: boolean;
}

/** A hot-pack session. */
export interface PackView extends View {
  title: string;
  order: string;
  made_up: string;
  ordered: number;
  limit: number;
  marks: number[];
  state: PackState;
  minute: number;
  events: PackEvent[];
  faults: PackFault[];
  harmed: boolean;
  last: string;
}

export type PadPlaceView = [string, string, boolean];

export type Warned = [number, string];

/** One side of the body, with the places for pads; `figure` is SVG. */
export interface PadSide {
  id: string;
  name: string;
  figure: string;
  places: PadPlaceView[];
}

/** What two placed pads (or none) are worth; `wrong` are the places of wrong ones, each told in `lines`. */
export interface PadsFeedback {
  tone: Tone;
  title: string;
  why: string;
  lines: string[];
  wrong: string[];
  say: string;
  next: string;
}

/** An order for stimulation, and the pads so far. */
export interface PadsView extends View {
  title: string;
  number: string;
  order: string;
  ready: string;
  seen: string;
  sides: PadSide[];
  pads: string[];
  warned: Warned | null;
  warning: string;
  feedback: PadsFeedback | null;
}

/** A step, as it was taken and on the best way. */
export interface Compared {
  title: string;
  taken: string;
  best: string;
}

/** What is said at the end of a case. */
export interface Debrief {
  count: string;
  unsafe: string;
  paths: Compared[];
  note: string;
  why: string;
}

/** An authored patient. */
export interface PatientView extends Introduced {
  scope: string;
  path: TakenView[];
  step: StepView | null;
  debrief: Debrief | null;
}

/** What comes next: its name as a button says it, and the notebook. */
export interface Following {
  name: string;
  notebook: string;
}

/** How far a learner is, and whether it is done; `leads` says what each line leads to. */
export interface Progress extends View {
  title: string;
  done: boolean;
  lines: string[];
  leads: string[];
  back: string;
  following: Following | null;
}

/** Where the learner stands in a lesson, or with the patients. */
export interface ProgressView extends Progress {
  notice: string;
}

/** An option, a line to match or a label, by the name that the page knows. */
export interface Named {
  id: string;
  text: string;
}

/** A card that is due. */
export interface ReviewCard extends AskedQuestion {
  title: string;
  where: string;
  scope: string;
  feedback: AnswerFeedback | null;
}

/** No card is due (anymore), or a round is over: `more` is the button that begins the next one. */
export interface ReviewEnd extends View {
  kind: "";
  title: string;
  end: string;
  more: string;
}

export type ReviewView = ReviewCard | ReviewEnd;

/** A lesson or a page of the course map; `next` is the one to go on with. */
export interface StopView {
  id: string;
  number: number;
  title: string;
  about: string;
  minutes: number;
  notebook: string;
  state: string;
  next?: boolean;
  step: number;
  left: number;
}

/** The scope profile of the office. */
export interface OfficeView {
  chosen: string;
  options: TextPair[];
  lines: string[];
  facts: TextPair[];
  confirm: string;
}

/** The way in, who learns, the office, and the course map; `picture` is HTML. */
export interface StartView extends View {
  sentence: string;
  about: string;
  picture: string;
  review: string;
  name: string;
  private: string;
  stops: StopView[];
  pages: StopView[];
  scope: OfficeView;
  in_class: boolean;
  notice: string;
}

/** Somebody in the waiting room; `face` is SVG. */
export interface WaitingPerson {
  id: string;
  name: string;
  line: string;
  state: "done" | "started" | "new";
  face: string;
}

/** Everybody who waits, who is next (nobody where all are seen to the end), how many minutes all take. */
export interface Waiting extends View {
  title: string;
  count: string;
  minutes: number;
  today: string;
  people: WaitingPerson[];
}

/** The waiting room, or the one case that is open. */
export interface WaitingRoomView extends Waiting {
  case: PatientView | null;
}
