"""The base of every model: frozen, and strict about unknown fields so that a typo is an error."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that a person reads: never empty."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
"""A name used to refer to something; it is saved with answers, so it never changes."""


class Model(BaseModel):
    """A frozen record of the course; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Model):
    """What stands in a content file. Its schema is built when one is checked, which at a learner's is never."""

    model_config = ConfigDict(defer_build=True)
