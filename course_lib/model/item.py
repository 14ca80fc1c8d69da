"""Items: what a learner answers. Each kind holds its key and the feedback for every answer to it."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self, assert_never, get_args

from pydantic import Field, model_validator

from course_lib.model.base import Entry, Id, Text

Confidence = Literal["guess", "fairly_sure", "sure"]
LARGEST = 1e9
"""Below this is every number that is asked for, and none that is typed is larger."""

Answer = str | float | tuple[str, ...] | dict[str, str]
"""An answer as it is saved: an option id, option ids in order, a number, words, or labels by pair."""


class Option(Entry):
    """One option of an item, with the feedback for choosing it.

    `unsafe` marks a choice that could hurt a patient, `unsafe_if_missed` one that has to be chosen so that
    nobody is hurt: both are told in those words and never averaged away.
    """

    id: Id
    text: Text
    feedback: Text
    unsafe: bool = False
    unsafe_if_missed: bool = False


class BaseItem(Entry):
    """What every item has, whatever its kind.

    `slot` groups parallel items: they test the same thing with another patient or from another side. `judged`
    is whether an answer is right or wrong; one that is not feeds no mark, no review and no pass.
    """

    judged: ClassVar[bool] = True

    id: Id
    version: int = Field(ge=1)
    slot: Id
    safety: bool = False
    stem: Text
    hint: Text
    claims: tuple[Id, ...] = ()
    findings: tuple[Id, ...] = ()
    refs: tuple[Id, ...] = ()


def _demand_own_ids(field: str, ids: Sequence[str]) -> None:
    """Raise ValueError at the second of two entries of a field that have the same id."""
    for place, name in enumerate(ids):
        if name in ids[:place]:
            raise ValueError(f"{field}.{place}.id: {name!r} is the id of two {field}; give each its own")


class _WithOptions(BaseItem):
    options: tuple[Option, ...] = Field(min_length=3)

    def option(self, option_id: str) -> Option:
        """Return the option with that id; raises KeyError where there is none."""
        return {option.id: option for option in self.options}[option_id]

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The option ids, in the order they are shown."""
        return tuple(option.id for option in self.options)

    @model_validator(mode="after")
    def _option_ids_are_unique(self) -> Self:
        _demand_own_ids("options", self.option_ids)
        return self

    @model_validator(mode="after")
    def _only_a_key_can_be_missed(self) -> Self:
        for place, option in enumerate(self.options):
            if option.unsafe_if_missed and not (isinstance(self, MultipleResponse) and option.id in self.key):
                problem = "only a key of a multiple response can be missed; take it away"
                raise ValueError(f"options.{place}.unsafe_if_missed: {problem}")
        return self


class _WithOneKey(_WithOptions):
    key: Id

    @model_validator(mode="after")
    def _key_is_a_safe_option(self) -> Self:
        if self.key not in self.option_ids:
            raise ValueError(f"key: no option has the id {self.key!r}; use one of {list(self.option_ids)}")
        place = self.option_ids.index(self.key)
        if self.options[place].unsafe:
            raise ValueError(f"options.{place}.unsafe: the key cannot be unsafe; change one of the two")
        return self


class SingleChoice(_WithOneKey):
    """One option is the key."""

    kind: Literal["single"]


class MultipleResponse(_WithOptions):
    """Several options are the key, never all of them: choosing everything must not pass."""

    kind: Literal["multiple"]
    key: tuple[Id, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _key_is_some_options(self) -> Self:
        unknown = sorted(set(self.key) - set(self.option_ids))
        if unknown:
            raise ValueError(f"key: no option has the id {unknown[0]!r}; use some of {list(self.option_ids)}")
        if set(self.key) == set(self.option_ids):
            raise ValueError("key: all options are right; add one that is wrong")
        for place, option in enumerate(self.options):
            if option.id in self.key and option.unsafe:
                raise ValueError(f"options.{place}.unsafe: a key cannot be unsafe; change one of the two")
        return self


class UnsafeOrder(Entry):
    """Two steps in an order that could hurt a patient: `first` before `then`."""

    first: Id
    then: Id
    feedback: Text


class Ordering(_WithOptions):
    """The options are put in order; each one's feedback says why it stands where it stands."""

    kind: Literal["ordering"]
    key: tuple[Id, ...]
    unsafe_orders: tuple[UnsafeOrder, ...] = ()

    @model_validator(mode="after")
    def _key_orders_every_option(self) -> Self:
        if sorted(self.key) != sorted(self.option_ids):
            raise ValueError("key: name every option once, in the right order")
        if self.key == self.option_ids:
            raise ValueError("options: they are shown in the right order already; list them in another")
        for number, pair in enumerate(self.unsafe_orders):
            for name in (pair.first, pair.then):
                if name not in self.key:
                    raise ValueError(f"unsafe_orders.{number}: no option has the id {name!r}; use one of them")
            if self.key.index(pair.first) < self.key.index(pair.then):
                raise ValueError(f"unsafe_orders.{number}: the key has this order; swap the two")
        return self


Value = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=-LARGEST, lt=LARGEST)]
"""A number that a learner can type; text, yes and no are none."""


class Near(Entry):
    """A wrong number that people really give (from `low` to `high`), and the feedback for it."""

    low: Value
    high: Value
    feedback: Text
    unsafe: bool = False


class Number(BaseItem):
    """A number with its unit; right from `key - tolerance` to `key + tolerance`.

    `near` is searched in order for a wrong answer; `otherwise` is the feedback where nothing matches.
    """

    kind: Literal["number"]
    unit: Text
    key: Value
    tolerance: Value = Field(ge=0)
    right: Text
    near: tuple[Near, ...] = Field(min_length=1)
    otherwise: Text

    def is_key(self, value: float) -> bool:
        """Return whether the value lies within the tolerance of the key."""
        return abs(value - self.key) <= self.tolerance

    @model_validator(mode="after")
    def _near_misses_are_wrong(self) -> Self:
        for number, near in enumerate(self.near):
            if near.low > near.high:
                raise ValueError(f"near.{number}: low is above high; swap them")
            if near.low <= self.key + self.tolerance and near.high >= self.key - self.tolerance:
                raise ValueError(f"near.{number}: overlaps the right answer; narrow it")
        return self


class Criterion(Entry):
    """One line of the checklist for a sentence, which the learner holds their own words against.

    A `danger` is something to leave out. Its `words` are marked where they occur, as something to look at:
    words cannot tell what is meant. They are compared without case, on whole words; a word that ends in *
    matches what begins with it.
    """

    id: Id
    text: Text
    feedback: Text
    danger: bool = False
    words: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _only_dangers_have_words(self) -> Self:
        if self.words and not self.danger:
            raise ValueError("words: only a danger has words to mark; take them away, or write `danger: true`")
        return self


class Sentence(BaseItem):
    """A sentence to the patient. The learner compares it with `model`, one good way to say it, line by line."""

    judged: ClassVar[bool] = False
    kind: Literal["sentence"]
    model: Text
    checklist: tuple[Criterion, ...] = Field(min_length=2)


class Label(Entry):
    """Something that a pair can be matched with."""

    id: Id
    text: Text


class Pair(Entry):
    """One line to match: its text, the label that belongs to it, and why; labels that could hurt a patient."""

    id: Id
    text: Text
    key: Id
    feedback: Text
    unsafe_labels: tuple[Id, ...] = ()


class Matching(BaseItem):
    """Each line gets one of the labels; a label may fit several lines, or none."""

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(min_length=3)
    labels: tuple[Label, ...] = Field(min_length=3)

    @property
    def label_ids(self) -> tuple[str, ...]:
        """The label ids, in the order they are offered."""
        return tuple(label.id for label in self.labels)

    @model_validator(mode="after")
    def _keys_are_labels(self) -> Self:
        for number, pair in enumerate(self.pairs):
            if pair.key not in self.label_ids:
                raise ValueError(f"pairs.{number}.key: no label has the id {pair.key!r}; use one of the labels")
            for name in pair.unsafe_labels:
                if name not in self.label_ids or name == pair.key:
                    problem = f"{name!r} is no wrong label of this line; use the id of one"
                    raise ValueError(f"pairs.{number}.unsafe_labels: {problem}")
        _demand_own_ids("pairs", [pair.id for pair in self.pairs])
        _demand_own_ids("labels", self.label_ids)
        if len({pair.key for pair in self.pairs}) == 1:
            raise ValueError("pairs: all have the same key; vary them")
        return self


class Spot(_WithOneKey):
    """A place on the body map. The options are the regions that have feedback of their own.

    An option's id is a region of the figure and its text a plain name of that place; `otherwise` is the
    feedback for any other region.
    """

    kind: Literal["spot"]
    figure: Literal["body-back", "body-front"]
    otherwise: Text


Item = Annotated[
    SingleChoice | MultipleResponse | Ordering | Number | Sentence | Matching | Spot,
    Field(discriminator="kind"),
]
ITEM_KINDS: tuple[type[BaseItem], ...] = get_args(get_args(Item)[0])
"""The classes of all kinds of item."""


def options_of(item: Item) -> tuple[Option | Label, ...]:
    """Return what an answer to the item is put together from, in the order in which it is shown."""
    match item:
        case SingleChoice() | MultipleResponse() | Ordering() | Spot():
            return item.options
        case Matching():
            return item.labels
        case Number() | Sentence():
            return ()
        case _:
            assert_never(item)
