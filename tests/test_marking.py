"""Marking: what is right, what is not, and what each answer is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from course_lib.language.verdicts import verdict
from course_lib.model import Answer, Item
from course_lib.render.item import feedback, feedback_lines
from course_lib.rules.marking import AnswerError, Feedback, mark

ITEM = TypeAdapter(Item)
BASE = {"version": 1, "slot": "s", "stem": "What now?", "hint": "Think.", "refs": ["SOURCE"]}


def words(line: Feedback) -> str:
    """Return what is said of a part of an answer."""
    return verdict(line.verdict, line.facts)


def options(*ids, unsafe=()):
    return [{"id": i, "text": f"Do {i}", "feedback": f"Because of {i}.", "unsafe": i in unsafe} for i in ids]


def single(**changes):
    fields = BASE | {
        "id": "one",
        "kind": "single",
        "options": options("a", "b", "c", unsafe=("c",)),
        "key": "b",
    }
    return ITEM.validate_python(fields | changes)


def multiple(**changes):
    fields = BASE | {
        "id": "many",
        "kind": "multiple",
        "options": options("a", "b", "c", "d"),
        "key": ["a", "c"],
    }
    return ITEM.validate_python(fields | changes)


def ordering():
    return ITEM.validate_python(
        BASE | {"id": "order", "kind": "ordering", "options": options("b", "a", "c"), "key": ["a", "b", "c"]}
    )


def number():
    return ITEM.validate_python(
        BASE
        | {
            "id": "number",
            "kind": "number",
            "unit": "minutes",
            "key": 30,
            "tolerance": 0,
            "right": "The wall.",
            "near": [
                {"low": 31, "high": 60, "feedback": "Too long.", "unsafe": True},
                {"low": 15, "high": 20, "feedback": "That is the usual time."},
            ],
            "otherwise": "Read the limits again.",
        }
    )


def sentence():
    return ITEM.validate_python(
        BASE
        | {
            "id": "say",
            "kind": "sentence",
            "model": "Ring the bell if it gets too hot.",
            "checklist": [
                {"id": "bell", "text": "Names the bell", "feedback": "Say: ring."},
                {
                    "id": "cure",
                    "text": "No cure",
                    "feedback": "No promise.",
                    "words": ["cure*"],
                    "danger": True,
                },
            ],
        }
    )


class TestSingleChoice:
    def test_the_key_is_right(self):
        marked = mark(single(), "b")
        assert (marked.right, marked.score, marked.unsafe) == (True, 1.0, False)

    def test_another_option_is_wrong_and_told_why(self):
        marked = mark(single(), "a")
        assert not marked.right
        line = next(feedback for feedback in marked.feedback if feedback.chosen)
        assert (words(line), line.why) == ("Not this one.", "Because of a.")

    def test_an_unsafe_option_is_told_in_those_words(self):
        marked = mark(single(), "c")
        assert marked.unsafe
        assert words(next(f for f in marked.feedback if f.chosen)) == "Not safe."

    def test_every_option_has_its_feedback(self):
        assert [f.why for f in mark(single(), "a").feedback] == [
            "Because of a.",
            "Because of b.",
            "Because of c.",
        ]

    @pytest.mark.parametrize("answer", [None, "", [], ["a", "b"], "z"])
    def test_what_is_no_answer_gets_a_sentence(self, answer):
        with pytest.raises(AnswerError):
            mark(single(), answer)


class TestMultipleResponse:
    def test_just_the_key_is_right_in_any_order(self):
        assert mark(multiple(), ["c", "a"]).right

    def test_choosing_everything_never_passes(self):
        marked = mark(multiple(), ["a", "b", "c", "d"])
        assert not marked.right
        assert marked.score == 0.0

    def test_half_of_the_key_is_not_right_but_counts(self):
        marked = mark(multiple(), ["a"])
        assert (marked.right, marked.score) == (False, 0.5)
        assert words(next(f for f in marked.feedback if f.option == "c")) == "Missed."

    def test_options_are_saved_by_id_in_the_order_of_the_item(self):
        assert mark(multiple(), ["d", "a"]).answer == ("a", "d")


class TestOrdering:
    def test_the_right_order_is_right(self):
        assert mark(ordering(), ["a", "b", "c"]).right

    def test_a_wrong_order_scores_the_pairs_that_are_right(self):
        marked = mark(ordering(), ["a", "c", "b"])
        assert (marked.right, marked.score) == (False, pytest.approx(2 / 3))

    def test_the_first_wrong_step_is_told_and_runs_that_are_right_are_marked(self):
        item = ITEM.validate_python(
            ordering().model_dump()
            | {"options": options("b", "a", "c", "e", "d"), "key": ["a", "b", "c", "d", "e"]}
        )
        verdicts = {line.option: line.verdict for line in mark(item, ["b", "c", "d", "a", "e"]).feedback}
        assert verdicts == {
            "a": "comes_earlier",
            "b": "right_run",
            "c": "right_run",
            "d": "right_run",
            "e": "right_place",
        }
        verdicts = {line.option: line.verdict for line in mark(item, ["e", "c", "a", "d", "b"]).feedback}
        assert [name for name, verdict in verdicts.items() if verdict == "comes_earlier"] == ["a"]
        assert "right_run" not in verdicts.values()

    def test_every_step_must_be_in_the_list_once(self):
        with pytest.raises(AnswerError):
            mark(ordering(), ["a", "a", "c"])


class TestNumber:
    @pytest.mark.parametrize("answer", [30, "30", " 30,0 ", 30.0])
    def test_the_key_is_right_however_it_is_typed(self, answer):
        assert mark(number(), answer).right

    def test_a_near_miss_gets_its_own_feedback(self):
        assert mark(number(), "20").feedback[0].why == "That is the usual time."

    def test_an_unsafe_number_is_not_safe(self):
        marked = mark(number(), 45)
        assert marked.unsafe
        assert words(marked.feedback[0]) == "Not safe."

    def test_any_other_number_gets_the_other_feedback(self):
        assert mark(number(), 3).feedback[0].why == "Read the limits again."

    @pytest.mark.parametrize("answer", ["", "half", "nan", "inf", None, True, [30], "1e99"])
    def test_what_is_no_number_gets_a_sentence(self, answer):
        with pytest.raises(AnswerError, match="number"):
            mark(number(), answer)


class TestSentence:
    def test_nobody_is_told_right_or_wrong(self):
        for answer in (
            "Please ring if it is too hot",
            "Ring the bell, this cures you",
            "I have no idea at all",
        ):
            marked = mark(sentence(), answer)
            assert (marked.right, marked.score, marked.unsafe) == (True, 1.0, False)
            assert [words(line) for line in marked.feedback] == ["", ""]

    def test_an_item_that_is_not_judged_says_so(self):
        assert not sentence().judged
        assert number().judged

    def test_a_line_that_is_no_danger_has_no_words_to_mark(self):
        fields = sentence().model_dump()
        fields["checklist"][0]["words"] = ["bell"]
        with pytest.raises(ValidationError, match="only a danger has words"):
            ITEM.validate_python(fields)


class TestUnsafe:
    def test_what_must_be_chosen_and_is_not_is_not_safe(self):
        fields = multiple().model_dump()
        fields["options"][0]["unsafe_if_missed"] = True
        item = ITEM.validate_python(fields)
        missed = mark(item, ["c"])
        assert missed.unsafe
        assert words(missed.feedback[0]) == "Not safe to leave out."
        assert not mark(item, ["a"]).unsafe, "what else is missed is only missed"
        assert words(mark(item, ["a"]).feedback[2]) == "Missed."

    def test_only_a_key_can_be_unsafe_to_miss(self):
        fields = multiple().model_dump()
        fields["options"][1]["unsafe_if_missed"] = True
        with pytest.raises(ValidationError, match=r"options\.1\.unsafe_if_missed"):
            ITEM.validate_python(fields)

    def test_a_wrong_label_can_be_unsafe(self):
        fields = matching().model_dump()
        item = ITEM.validate_python(fields)
        wrong = next(name for name in item.label_ids if name != item.pairs[0].key)
        fields["pairs"][0]["unsafe_labels"] = [wrong]
        item = ITEM.validate_python(fields)
        right = {pair.id: pair.key for pair in item.pairs}
        marked = mark(item, right | {item.pairs[0].id: wrong})
        assert marked.unsafe
        assert words(marked.feedback[0]).startswith("Not safe. It is: ")
        assert not mark(item, right).unsafe

    def test_an_order_can_be_unsafe(self):
        fields = ordering().model_dump()
        fields["unsafe_orders"] = [{"first": "c", "then": "a", "feedback": "Hot water runs first."}]
        item = ITEM.validate_python(fields)
        marked = mark(item, ["c", "a", "b"])
        chosen = next(line for line in marked.feedback if line.option == "c")
        assert marked.unsafe
        assert (chosen.good, chosen.why) == (False, "Hot water runs first.")
        assert not mark(item, ["b", "a", "c"]).unsafe

    def test_each_unsafe_order_of_one_step_is_told(self):
        fields = ordering().model_dump()
        fields["unsafe_orders"] = [
            {"first": "c", "then": "a", "feedback": "Hot water runs first."},
            {"first": "c", "then": "b", "feedback": "Nobody has looked."},
        ]
        marked = mark(ITEM.validate_python(fields), ["c", "a", "b"])
        chosen = next(line for line in marked.feedback if line.option == "c")
        assert words(chosen) == "Not safe before: Do a; Do b"
        assert chosen.why == "Hot water runs first. Nobody has looked."

    def test_the_key_of_a_spot_is_safe(self):
        with pytest.raises(ValidationError, match="the key cannot be unsafe"):
            spot(options=options("erector", "glut_med", "rhomboid", unsafe=("glut_med",)))

    def test_what_is_not_safe_to_leave_out_is_said_first_and_at_once(self):
        fields = multiple().model_dump()
        fields["options"][2]["unsafe_if_missed"] = True
        item = ITEM.validate_python(fields)
        for full in (False, True):
            line = feedback_lines(item, mark(item, ["a", "b"]), full=full)[0]
            assert (line["option"], line["missed"], line["unsafe"]) == ("c", True, True)
            assert (line["verdict"], line["why"]) == ("Not safe to leave out.", "Because of c.")
        assert "c" not in {line["option"] for line in feedback_lines(item, mark(item, ["c"]), full=False)[1:]}

    @pytest.mark.parametrize(
        ("item", "answer", "by_the_line"),
        [
            (single(), "c", "Your answer."),
            (multiple(options=options("a", "b", "c", "d", unsafe=("b",))), ["a", "b"], "Not safe."),
        ],
    )
    def test_not_safe_is_said_once_unless_it_says_which_of_several(
        self, item: Item, answer: Answer, by_the_line: str
    ) -> None:
        shown = feedback(item, mark(item, answer), None, {}, full=False, actions=())
        assert shown["verdict"] == "Not safe."
        assert [line["verdict"] for line in shown["lines"] if line["unsafe"]] == [by_the_line]

    def test_a_label_that_is_not_safe_is_told_with_its_reason_at_once(self):
        fields = matching().model_dump()
        fields["pairs"][0]["unsafe_labels"] = ["y"]
        item = ITEM.validate_python(fields)
        lines = feedback_lines(item, mark(item, {"a": "y", "b": "y", "c": "y"}), full=False)
        assert [(line["verdict"], line["why"]) for line in lines[:2]] == [
            ("Not safe.", "Why."),
            ("Not this one.", ""),
        ]

    def test_an_unsafe_order_is_never_that_of_the_key(self):
        fields = ordering().model_dump()
        fields["unsafe_orders"] = [{"first": "a", "then": "c", "feedback": "No."}]
        with pytest.raises(ValidationError, match="the key has this order"):
            ITEM.validate_python(fields)

    def test_what_was_chosen_and_what_was_not_are_told_apart(self):
        shown = {line.option: words(line) for line in mark(multiple(), ["a", "b"]).feedback}
        assert shown["b"] in ("Not this one.", "Not safe.")
        assert shown["d"] == "Rightly left out."


@given(st.permutations(["a", "b", "c"]))
def test_only_the_right_order_of_steps_is_right(order):
    assert mark(ordering(), order).right == (order == ["a", "b", "c"])


@given(st.sets(st.sampled_from("abcd"), min_size=1))
def test_only_the_key_of_a_multiple_response_is_right(chosen):
    marked = mark(multiple(), sorted(chosen))
    assert marked.right == (chosen == {"a", "c"})
    assert 0 <= marked.score <= 1
    assert (marked.score == 1) == marked.right


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_any_number_is_marked_or_told_what_to_do(value):
    try:
        marked = mark(number(), value)
    except AnswerError:
        assert abs(value) >= 1e9
    else:
        assert marked.right == (value == 30)


@given(st.text())
def test_any_text_is_marked_or_told_what_to_do(answer):
    try:
        assert 0 <= mark(sentence(), answer).score <= 1
    except AnswerError as refused:
        assert str(refused) == "Write what you would say, in a few words."


def matching(**changes):
    fields = BASE | {
        "id": "match",
        "kind": "matching",
        "labels": [{"id": i, "text": f"Label {i}"} for i in "xyz"],
        "pairs": [
            {"id": i, "text": i, "key": k, "feedback": "Why."} for i, k in zip("abc", "xxy", strict=True)
        ],
    }
    return ITEM.validate_python(fields | changes)


def spot(**changes):
    fields = BASE | {
        "id": "spot",
        "kind": "spot",
        "figure": "body-back",
        "options": options("erector", "glut_med", "rhomboid"),
        "key": "glut_med",
        "otherwise": "Look lower.",
    }
    return ITEM.validate_python(fields | changes)


class TestMatching:
    def test_every_line_with_its_label_is_right(self):
        assert mark(matching(), {"a": "x", "b": "x", "c": "y"}).right

    def test_a_wrong_label_scores_the_lines_that_are_right(self):
        marked = mark(matching(), {"a": "x", "b": "y", "c": "y"})
        assert (marked.right, marked.score) == (False, pytest.approx(2 / 3))
        assert words(marked.feedback[1]) == "Not this one. It is: Label x."

    @pytest.mark.parametrize("answer", [None, {}, {"a": "x"}, {"a": "x", "b": "x", "c": "w"}, "x"])
    def test_every_line_needs_a_label(self, answer):
        with pytest.raises(AnswerError, match="every line"):
            mark(matching(), answer)

    def test_one_key_for_all_lines_is_refused(self):
        pairs = [{"id": i, "text": i, "key": "x", "feedback": "Why."} for i in "abc"]
        with pytest.raises(ValidationError, match="same key"):
            matching(pairs=pairs)


class TestSpot:
    def test_the_key_is_right(self):
        assert mark(spot(), "glut_med").right

    def test_a_region_with_its_own_feedback_is_told(self):
        assert next(f for f in mark(spot(), "erector").feedback if f.chosen).why == "Because of erector."

    def test_any_other_region_gets_the_other_feedback(self):
        assert next(f for f in mark(spot(), "tfl").feedback if f.chosen).why == "Look lower."


class TestAnItemThatIsWrongIsRefused:
    def refused(self, match, make, **changes):
        with pytest.raises(ValidationError, match=match):
            make(**changes)

    def test_a_key_that_is_no_option(self):
        self.refused("no option has the id 'z'", single, key="z")

    def test_an_unsafe_key(self):
        self.refused("cannot be unsafe", single, key="c")

    def test_all_options_right(self):
        self.refused("all options are right", multiple, key=["a", "b", "c", "d"])

    def test_an_option_without_feedback(self):
        broken = options("a", "b", "c")
        del broken[1]["feedback"]
        self.refused("Field required", single, options=broken)

    def test_two_options_with_one_id(self):
        self.refused("is the id of two options", single, options=options("b", "a", "a"))

    def test_a_field_that_is_not_known(self):
        self.refused("Extra inputs", single, feedbak="x")
