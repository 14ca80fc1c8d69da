"""Checks of the patients: every path ends, every step is reached, and the decision table agrees."""

from collections.abc import Iterator

from course_lib.authoring.check_base import CheckBase
from course_lib.catalog.problems import Problem
from course_lib.model import END, Patient, Step
from course_lib.rules.decision import CAUTION, OUTCOMES, Decision, Table, decide
from course_lib.rules.encounter import GOOD


class CaseChecks(CheckBase):
    """The checks of the files of patients."""

    def patients(self) -> Iterator[Problem]:
        """Every path ends, every step is reached and has a right choice, and the table agrees."""
        table = Table(self.known.findings, self.known.rules, self.known.limits)
        for name, patient in self.known.patients.items():
            yield from self._path(name, patient)
            yield from self._look(name, patient)
            if all(finding in self.known.findings for finding in patient.findings):
                outcome = decide(patient.order, patient.findings, table).outcome
                if outcome != patient.outcome:
                    wrong = f"is {patient.outcome!r}, but the decision table says {outcome!r}"
                    yield self.at("patients", name, "outcome", wrong, "correct the findings or the outcome")
            for number, step in enumerate(patient.steps):
                if step.asks and all(finding in self.known.findings for finding in step.asks.findings):
                    asked = decide(step.asks.order, step.asks.findings, table)
                    yield from self._against_table(name, number, step, asked)

    def _look(self, name: str, patient: Patient) -> Iterator[Problem]:
        """Each patient has a face, of the age that is told, and no two have the same one."""
        look = patient.look
        if look is None:
            yield self.at(
                "patients", name, "look", "is missing", "write the parts of the face, as its neighbors do"
            )
            return
        if not patient.who.startswith(f"{look.age}-"):
            yield self.at(
                "patients", name, "look.age", f"is {look.age}, but not in `who`", "write the same age"
            )
        twins = [other for other, twin in self.known.patients.items() if other != name and twin.look == look]
        if twins:
            yield self.at("patients", name, "look", f"is that of {twins[0]}", "change the hair, skin or dress")

    def _against_table(self, name: str, number: int, step: Step, asked: Decision) -> Iterator[Problem]:
        """Right is what the table says; to apply what it does not let be applied is never good."""
        for place, choice in enumerate(step.choices):
            field = f"steps.{number}.choices.{place}.does"
            if choice.does and choice.does not in OUTCOMES:
                yield self.at("patients", name, field, f"{choice.does!r} is no outcome", "see decision.py")
            elif choice.tag == "right" and choice.does != asked.outcome:
                wrong = f"is {choice.does!r}, but the decision table says {asked.outcome!r}"
                yield self.at("patients", name, field, wrong, "correct the findings, `does` or the tag")
            elif choice.tag in GOOD and choice.does not in ("", *CAUTION) and not asked.applies:
                wrong = f"{choice.does!r} is tagged {choice.tag!r}, but the table lets nothing be applied"
                yield self.at("patients", name, field, wrong, "tag it `unsafe`, or correct the findings")

    def _path(self, name: str, patient: Patient) -> Iterator[Problem]:
        yield from self.twice("patients", name, "steps", [step.id for step in patient.steps])
        for number, step in enumerate(patient.steps):
            field = f"steps.{number}.choices"
            yield from self.twice("patients", name, field, [choice.id for choice in step.choices])
        steps = {step.id: step for step in patient.steps}
        order = {step.id: number for number, step in enumerate(patient.steps)}
        reached = {patient.steps[0].id}
        for number, step in enumerate(patient.steps):
            for place, choice in enumerate(step.choices):
                field = f"steps.{number}.choices.{place}.next"
                if choice.next == END:
                    continue
                if choice.next not in steps:
                    yield self.at(
                        "patients", name, field, f"{choice.next!r} is no step", "use a step id or end"
                    )
                elif order[choice.next] <= number:
                    fix = "go on to a later step, or to end"
                    yield self.at("patients", name, field, "leads back, so the case may never end", fix)
                else:
                    reached.add(choice.next)
            if not any(choice.tag == "right" for choice in step.choices):
                fix = "tag one choice `right`"
                yield self.at("patients", name, f"steps.{number}.choices", "none is right", fix)
        for step_id in steps.keys() - reached:
            fix = "let a choice lead to it, or take it out"
            yield self.at("patients", name, f"steps.{order[step_id]}", f"{step_id!r} is never reached", fix)
