"""Writes `widgets/views.d.ts`: the views of `render/views/`, as types for the JavaScript that draws them.

`python3 course.py run course_lib.authoring.views` rewrites the file; a test holds it current.
"""

import ast
from functools import cache
from importlib import import_module
from inspect import getsource
from pkgutil import iter_modules
from types import ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from course_lib.folders import WIDGETS
from course_lib.render import views

FILE = WIDGETS / "views.d.ts"
HEAD = """\
// Written from course_lib/render/views/. Change it there, then run:
// python3 course.py run course_lib.authoring.views
"""
PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", NoneType: "null", Any: "unknown"}
UNIONS = (UnionType, Union)
ALIASES = (Annotated, Literal, *UNIONS)


def declarations() -> str:
    """Return all views as TypeScript, module by module, in the order in which Python names them."""
    found = _views()
    names = {value: name for name, value in found.items()}
    blocks = [_declared(name, value, names) for name, value in found.items()]
    return "\n".join([HEAD, *blocks])


@cache
def _modules() -> list[ModuleType]:
    return [import_module(f"{views.__name__}.{module.name}") for module in iter_modules(views.__path__)]


@cache
def _views() -> dict[str, Any]:
    """Return each view by its name. What several modules use stands where it is first met."""
    return {
        name: value
        for module in _modules()
        for name, value in vars(module).items()
        if is_typeddict(value) or get_origin(value) in ALIASES
    }


def _declared(name: str, value: Any, names: dict[Any, str]) -> str:
    if not is_typeddict(value):
        others = {other: its for other, its in names.items() if its != name}
        return f"export type {name} = {_type(value, others)};\n"
    bases = _bases().get(name, [])
    inherited = {field for base in bases for field in get_type_hints(_views()[base])}
    fields = get_type_hints(value, include_extras=True).items()
    lines = [f"  {field}{_field(kind, names)};" for field, kind in fields if field not in inherited]
    about = [f"/** {value.__doc__.splitlines()[0]} */"] if value.__doc__ else []
    extends = f" extends {', '.join(bases)}" if bases else ""
    return "\n".join([*about, f"export interface {name}{extends} {{", *lines, "}\n"])


@cache
def _bases() -> dict[str, list[str]]:
    """Return what each view is built on, by the source: a TypedDict does not remember it in Python 3.11."""
    trees = [ast.parse(getsource(module)) for module in _modules()]
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    return {
        node.name: [ast.unparse(base) for base in node.bases if ast.unparse(base) != "TypedDict"]
        for node in classes
    }


def _field(kind: Any, names: dict[Any, str]) -> str:
    if get_origin(kind) is NotRequired:
        return f"?: {_type(get_args(kind)[0], names)}"
    return f": {_type(kind, names)}"


def _type(kind: Any, names: dict[Any, str]) -> str:
    """Return a Python type in TypeScript. Raises KeyError for one that no view needed so far."""
    if kind in names:
        return names[kind]
    parts = get_args(kind)
    match get_origin(kind):
        case None:
            return PLAIN[kind]
        case origin if origin is Literal:
            return " | ".join(f'"{word}"' for word in parts)
        case origin if origin is Annotated:
            return f"[{', '.join(_type(part, names) for part in get_args(kind.__metadata__[0]))}]"
        case origin if origin in UNIONS:
            return " | ".join(_type(part, names) for part in parts)
        case origin if origin is dict:
            return f"Record<{', '.join(_type(part, names) for part in parts)}>"
        case origin if origin is list:
            inner = _type(parts[0], names)
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case _:
            raise KeyError(f"no view had a {kind} so far: say what it is in TypeScript")


if __name__ == "__main__":
    FILE.write_text(declarations(), encoding="utf-8", newline="\n")
