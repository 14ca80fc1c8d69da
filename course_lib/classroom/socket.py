"""The way between a page and its kernel: the learner's own, and nothing on it that runs code."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado import web
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from course_lib.classroom.identity import is_own_host, is_same_origin, member_of
from course_lib.classroom.messages import LONGEST, is_plain, may_pass, parts

NEW = "v1.kernel.websocket.jupyter.org"


class ClassSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """One page's way to its kernel."""

    def check_host(self) -> bool:
        """Take requests that name this computer."""
        return is_own_host(self.request.host)

    def check_origin(self, origin: str | None = None) -> bool:
        """Take pages of this server alone; whoever names no page is none."""
        return is_same_origin(self)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say no more than the number."""
        self.finish()

    async def pre_get(self) -> None:
        """Let in the learner for whom the kernel was started, on a page of ours. Raises HTTPError.

        A kernel that does not answer ends: its page hears that it is gone, and opens again with a new one.
        """
        if not is_same_origin(self):  # tornado asks only where the request names a page at all
            raise web.HTTPError(403)
        member = member_of(self)
        who = (member.learner or member.role) if member else ""
        if not self.kernel_manager.is_owner(self.kernel_id, who):
            raise web.HTTPError(404)
        asking = asyncio.ensure_future(super().pre_get())
        if not await self.kernel_manager.answers(self.kernel_id, asking):
            raise web.HTTPError(404)
        await asking
        if self.connection is None:  # the page was left meanwhile
            raise web.HTTPError(404)

    @property
    def max_message_size(self) -> int:
        """The bytes of the longest message; a longer one ends the connection."""
        return LONGEST

    def on_message(self, message: str | bytes) -> None:
        """Pass a message on, if its sender is still signed in; what is no message ends the connection."""
        if member_of(self) is None:
            self.close(4401, "signed out")
            return
        try:
            super().on_message(message)
        except Exception:
            self.log.warning("A page sent what is no message.")
            self.close(1003, "no message")


class ClassConnection(ZMQChannelsWebsocketConnection):
    """Reads every message before it is passed on."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message to the kernel if it may pass, else drop it. Raises on what is no message."""
        channel, (header, parent, metadata, content), buffers = self._read(incoming_msg)
        if not (may_pass(channel, header, content, buffers) and is_plain(parent, metadata)):
            kind = header.get("msg_type") if isinstance(header, dict) else ""
            self.log.warning("A page sent a message that may not pass: %.40r", kind)
            return
        super().handle_incoming_message(incoming_msg)

    def _read(self, message: Any) -> tuple[str, list[Any], int]:
        """Return the channel, the four parts of a message, and how many buffers go with it."""
        if self.subprotocol == NEW:
            channel, found = parts(message)
            return channel, [json.loads(part) for part in found[:4]], len(found) - 4
        if not isinstance(message, str):
            raise TypeError("no message")
        read = json.loads(message)
        named = [read.get(name) for name in ("header", "parent_header", "metadata", "content")]
        return str(read.get("channel")), named, bool(read.get("buffers"))

    def on_kernel_restarted(self) -> None:
        """End the page's connection, so that it opens again: a new kernel does not know its widgets."""
        self.websocket_handler.close()

    def on_restart_failed(self) -> None:
        """Do the same."""
        self.websocket_handler.close()
