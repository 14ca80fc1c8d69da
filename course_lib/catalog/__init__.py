"""From files to models: reads `content/` and `exercises/`, and tells its author what is wrong in them."""

from typing import TYPE_CHECKING, Any

from course_lib.catalog.contents import Catalog
from course_lib.catalog.stored import catalog

if TYPE_CHECKING:
    from course_lib.catalog.loading import load

__all__ = ["Catalog", "catalog", "load"]


def __getattr__(name: str) -> Any:
    """Fetch what reads the files when it is first asked for: a page takes what is kept of them."""
    if name != "load":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from course_lib.catalog.loading import load  # noqa: PLC0415

    return load
