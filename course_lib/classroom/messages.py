"""What a page may send to its kernel: what widgets need, and nothing that runs code."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

TYPES = ("comm_open", "comm_msg", "comm_info_request", "kernel_info_request")
"""The types of message that pass, for Jupyter's `allowed_message_types`."""

LONGEST = 256 * 1024
"""Bytes of the longest message; an answer in words has a few thousand."""

LEAST, MOST = 6, 16
"""How many places a message in binary form names: its channel, four parts, its end; and what goes with it."""

CONTROL = "jupyter.widget.control"
"""Where a page asks for all widgets of the kernel. It may open nothing else: the kernel makes the widgets."""

METHODS = {"custom", "request_state", "request_states"}
"""What may be said to a widget. No page sets a widget's state; `custom` is what its buttons send."""


def may_pass(channel: str, header: Any, content: Any, buffers: int) -> bool:
    """Return whether a message from a page may reach its kernel."""
    if channel != "shell" or not isinstance(header, dict) or not isinstance(content, dict):
        return False
    match header.get("msg_type"):
        case "kernel_info_request" | "comm_info_request":
            return not buffers
        case "comm_open":
            return content.get("target_name") == CONTROL and content.get("target_module") is None
        case "comm_msg":
            data = content.get("data")
            return isinstance(data, dict) and data.get("method") in METHODS and not buffers
    return False


def parts(message: bytes) -> tuple[str, list[bytes]]:
    """Return the channel and the parts of a message in Jupyter's binary form. Raises ValueError on any other.

    Jupyter's own reader believes the numbers in it: one message could keep the server busy for minutes.
    """
    count = int.from_bytes(message[:8], "little")
    if not LEAST <= count <= MOST or len(message) < 8 * (count + 1):
        raise ValueError("no message")
    offsets = [int.from_bytes(message[8 * (n + 1) : 8 * (n + 2)], "little") for n in range(count)]
    if offsets != sorted(offsets) or offsets[0] < 8 * (count + 1) or offsets[-1] > len(message):
        raise ValueError("no message")
    channel, *found = (message[begin:end] for begin, end in pairwise(offsets))
    return channel.decode(), found
