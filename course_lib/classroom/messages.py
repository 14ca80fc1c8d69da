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

DEEPEST = 12
"""How deep the parts of a message lie within each other; those of an answer, four."""

CONTROL = "jupyter.widget.control"
"""Where a page asks for all widgets of the kernel. It may open nothing else: the kernel makes the widgets."""

METHODS = {"custom", "request_state", "request_states"}
"""What may be said to a widget. No page sets a widget's state; `custom` is what its buttons send."""


def may_pass(channel: str, header: Any, content: Any, buffers: int) -> bool:
    """Return whether a message from a page may reach its kernel."""
    if channel != "shell" or buffers or not _is_header(header) or not isinstance(content, dict):
        return False
    if _is_deep(content):
        return False
    match header["msg_type"]:
        case "kernel_info_request" | "comm_info_request":
            return True
        case "comm_open":
            return (
                isinstance(content.get("comm_id"), str)
                and isinstance(content.get("data"), dict)
                and content.get("target_name") == CONTROL
                and content.get("target_module") is None
            )
        case "comm_msg":
            data = content.get("data")
            return (
                isinstance(content.get("comm_id"), str)
                and isinstance(data, dict)
                and isinstance(data.get("method"), str)
                and data["method"] in METHODS
            )
    return False


def is_plain(parent: Any, metadata: Any) -> bool:
    """Return whether what stands around a message is as a page sends it: a kernel stumbles over all else."""
    return (
        isinstance(parent, dict)
        and isinstance(metadata, dict)
        and isinstance(metadata.get("version", ""), str)
        and not _is_deep(parent)
        and not _is_deep(metadata)
    )


def _is_header(header: Any) -> bool:
    return (
        isinstance(header, dict)
        and all(isinstance(header.get(name), str) and header[name] for name in ("msg_id", "msg_type"))
        and all(each is None or isinstance(each, str) for each in header.values())
    )


def _is_deep(value: Any) -> bool:
    """Return whether parts lie within parts, deeper than any message of a page has them."""
    level = [value]
    for _ in range(DEEPEST):
        parts = [part for part in level if isinstance(part, dict | list)]
        level = [each for part in parts for each in (part.values() if isinstance(part, dict) else part)]
        if not level:
            return False
    return True


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
