"""From files to models: reads `content/` and `exercises/`, and tells its author what is wrong in them."""

from course_lib.catalog.contents import Catalog
from course_lib.catalog.loading import catalog, load

__all__ = ["Catalog", "catalog", "load"]
