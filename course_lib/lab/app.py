"""JupyterLab as the course serves it: an address that leads nowhere says so, and its settings are listed once.

To list them, JupyterLab checks the form of each of its seventy schemas, although none changes while it runs.
That is a third of what the server does for an opening, and the page waits for it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]
from jupyterlab_server.handlers import LabHandler
from jupyterlab_server.settings_handler import SettingsHandler
from jupyterlab_server.settings_utils import get_settings
from jupyterlab_server.translation_utils import translator
from tornado import web

State = tuple[str, tuple[tuple[str, int], ...]]
"""What the list depends on: the language, and the files with what somebody has set."""


class SettingsOnce(SettingsHandler):
    """JupyterLab's list of settings, kept until somebody sets something."""

    @web.authenticated
    def get(self, schema_name: str = "") -> Any:
        """Answer with one setting, their names, or all of them."""
        if schema_name or self.get_argument("ids_only", "") == "true":
            return super().get(schema_name)
        state = self._state()
        lists = self.settings.setdefault("course_settings", {})
        if state not in lists:
            lists.clear()
            lists[state] = self._list()
        return self.finish(lists[state])

    def _list(self) -> str:
        translator.set_locale(self.get_current_locale())
        found, warnings = get_settings(
            self.app_settings_dir,
            self.schemas_dir,
            self.settings_dir,
            overrides=self.overrides,
            labextensions_path=self.labextensions_path,
            translator=translator.translate_schema,
        )
        for warning in filter(None, warnings):
            self.log.warning(warning)
        return json.dumps(found)

    def _state(self) -> State:
        files = sorted(Path(self.settings_dir).rglob("*.jupyterlab-settings"))
        return self.get_current_locale(), tuple((str(file), file.stat().st_mtime_ns) for file in files)


class PageThatIsThere(LabHandler):
    """JupyterLab's page for an address that leads to a file or a folder.

    JupyterLab would open for any address, and then say in a programmer's words that it cannot open it.
    """

    @web.authenticated
    async def get(self, mode: str = "", workspace: str | None = None, tree: str | None = None) -> None:
        """Answer with the page, or with the course's own (templates/404.html) where nothing is there."""
        files, path = self.contents_manager, (tree or "").removeprefix("/tree/")
        if not (await ensure_async(files.file_exists(path)) or await ensure_async(files.dir_exists(path))):
            raise web.HTTPError(404)
        super().get(mode, workspace, tree)


OURS: dict[Any, Any] = {SettingsHandler: SettingsOnce, LabHandler: PageThatIsThere}
"""What answers in the place of JupyterLab's own."""


class CourseLab(LabApp):  # type: ignore[misc]
    """JupyterLab with the course's own handlers."""

    def initialize_handlers(self) -> None:
        """Put our own in the place of JupyterLab's."""
        super().initialize_handlers()
        handlers: list[Any] = getattr(self, "handlers")  # noqa: B009 (LabApp does not say of what type)
        self.handlers = [(path, OURS.get(handler, handler), *rest) for path, handler, *rest in handlers]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "course_lib.lab.app", "app": CourseLab}]
