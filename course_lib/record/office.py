"""The learner's scope profile for the widgets of one page: read once, and again when it was changed."""

from collections.abc import Collection, Mapping

from course_lib.errors import CodedError, UnknownNameError
from course_lib.language.scope import tag, your_part
from course_lib.model import Item, Modality, Order
from course_lib.model.scope import Scope, Treatment
from course_lib.record.journal import Journal
from course_lib.rules.scope import NOTE, PLACE, allowed, chosen, held, narrowest


class Office:
    """What an assistant may do in the learner's office."""

    def __init__(
        self,
        scopes: Mapping[str, Scope],
        treatments: Collection[Treatment],
        journal: Journal | None = None,
        given: str = "",
    ) -> None:
        """Take the profiles, and by which claims and slots an item is about a modality.

        Without a journal nobody has chosen, and the most cautious profile applies. `given` is the id of the one
        that a class works by: then nobody chooses another one.
        """
        self._given = scopes.get(given)
        self.scopes = scopes
        self._treatments = treatments
        self._journal = journal
        self._scope: Scope | None = None

    @property
    def nobodys(self) -> "Office":
        """The office of somebody who has chosen no profile: what a transcript shows."""
        return Office(self.scopes, self._treatments)

    @property
    def scope(self) -> Scope:
        """The profile that was chosen, or the most cautious one."""
        if self._given:
            return self._given
        if self._scope is None:
            notes = self._journal.noted(PLACE, NOTE) if self._journal else []
            self._scope = chosen(notes, self.scopes)
        return self._scope

    def refresh(self) -> Scope:
        """Read it again and return it."""
        self._scope = None
        return self.scope

    def choose(self, name: str, journal: Journal | None = None) -> Scope:
        """Keep another profile as the learner's and return it. Raises UnknownNameError, NotSaved.

        `journal` is that of the page on which it was chosen, which acts for the learner whom the page shows.
        """
        if self._given:
            raise CodedError("office_of_the_class")
        journal = journal or self._journal
        if name not in self.scopes or journal is None:
            raise UnknownNameError("scope profile", name, self.scopes)
        journal.note(PLACE, NOTE, {"scope": name})
        return self.refresh()

    @property
    def is_chosen(self) -> bool:
        """Whether the learner has said where the office is."""
        return bool(self._given) or bool(self._journal and self._journal.last(PLACE))

    def who(self, order: Order) -> str:
        """Return in a few words where others carry out an order; nothing where you may."""
        return tag(self.scope, narrowest(allowed(self.scope, order)))

    def limit(self, item: Item) -> str:
        """Return in a few words where others do what an item is about; nothing where you may."""
        return tag(self.scope, held(self.scope, item, self._treatments))

    def your_part(self, claims: Collection[str] | None = None) -> str:
        """Return once, in a person's words, whose hands carry out what some claims are about, or all."""
        about: list[Modality] = [
            treatment.modality
            for treatment in self._treatments
            if claims is None or set(claims) & set(treatment.claims)
        ]
        return your_part(self.scope, about)
