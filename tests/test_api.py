"""The public Python API, as `tests/api.txt` has it: a change of it is a choice.

Renew the file with ``.venv/bin/python -m tests.test_api``; what changed goes into CHANGELOG.md.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import archive_app
from archive_app.core import errors, model, progress

GOLDEN = Path(__file__).parent / "api.txt"


class Bare:
    """Shown without quotes."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def __repr__(self) -> str:
        return self.shown


def bare(found: Any) -> Any:
    """An annotation, or a function that is a default, shown by its name alone."""
    if inspect.isfunction(found):
        return Bare(found.__name__)
    return Bare(found) if isinstance(found, str) else found


def signature(function: Any) -> str:
    """Parameters and result as they are written."""
    found = inspect.signature(function)
    parameters = []
    for each in found.parameters.values():
        default = bare(each.default) if inspect.isfunction(each.default) else each.default
        if each.name not in {"self", "cls"}:
            parameters.append(each.replace(annotation=bare(each.annotation), default=default))
    return str(
        found.replace(parameters=parameters, return_annotation=bare(found.return_annotation))
    )


def members(cls: type) -> Iterator[str]:
    """The values, fields, public properties and methods of a class, also those it inherits."""
    if issubclass(cls, enum.Enum):
        yield from (f"{each.name} = {each.value!r}" for each in cls)
        return
    own = fields(cls) if is_dataclass(cls) else ()
    for field in own:
        required = field.default is MISSING and field.default_factory is MISSING
        yield f"{field.name}: {field.type}{'' if required else ' = …'}"
    ours = [each for each in cls.__mro__ if each.__module__.startswith("archive_app")]
    named = {name for each in ours for name in vars(each) if not name.startswith("_")}
    for name in sorted(named - {field.name for field in own}):
        found = inspect.getattr_static(cls, name)
        if isinstance(found, property):
            yield f"{name} -> {found.fget.__annotations__['return']}"
        elif callable(getattr(cls, name)):
            yield f"{name}{signature(getattr(cls, name))}"


def public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What a module defines for others."""
    for name, found in sorted(vars(module).items()):
        if not name.startswith("_") and getattr(found, "__module__", "") == module.__name__:
            yield name, found


def described() -> Iterator[str]:
    """Each line of the golden file."""
    for name in archive_app.__all__:
        found = getattr(archive_app, name)
        yield f"archive_app.{name}"
        if inspect.isclass(found):
            yield from (f"    {line}" for line in members(found))
    for module in (model, errors, progress):
        for name, found in public(module):
            if inspect.isclass(found):
                bases = ", ".join(base.__name__ for base in found.__bases__)
                yield f"{module.__name__}.{name}({bases})"
                yield from (f"    {line}" for line in members(found))
            elif callable(found):
                yield f"{module.__name__}.{name}{signature(found)}"


def test_the_public_api_is_what_was_agreed() -> None:
    agreed = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert list(described()) == agreed, "where that was meant: python -m tests.test_api"


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(described()) + "\n", encoding="utf-8")
