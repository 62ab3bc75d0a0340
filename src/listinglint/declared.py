"""Dataclasses that are made when somebody first builds or inspects one: a run that only reads them back needs no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
_FIELDS = "__dataclass_fields__"
# What `dataclass` writes into a class and what stands in for it until then.
_WRITTEN = ("__init__", "__eq__", "__hash__", "__repr__")


class _Derived:
    """Stands for a field that is no part of the written form; `factory` makes its value before it is worked out."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def derived(*, factory: Callable[[], T]) -> T:
    """Declare a field that no file sets: its value is worked out when the object is prepared."""
    made: Any = _Derived(factory)
    return cast("T", made)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(derived,))
def declared(cls: type[T]) -> type[T]:
    """Declare a frozen dataclass whose values are given by name.

    The class is a dataclass in every respect, but `dataclasses` (with `inspect`, 7 ms) is loaded and its methods are written
    (0.7 ms a class) only when an object is built, compared or shown, or the fields are asked for.  Objects that are
    unpickled need none of it, and a check meets no others.
    """
    for name in _WRITTEN:
        setattr(cls, name, _standing_in(cls, name))
    setattr(cls, _FIELDS, _Fields(cls))
    return cls


class _Fields:
    """Stands in for the table of a class's fields, which `dataclasses` looks for under this name."""

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __getattr__(self, name: str) -> Any:
        return getattr(_made(self._cls), name)


def _standing_in(cls: type, name: str) -> Callable[..., Any]:
    def first(self: object, *values: Any, **named: Any) -> Any:
        _made(cls)
        return getattr(cls, name)(self, *values, **named)

    return first


def _made(cls: type) -> dict[str, Any]:
    """Make the dataclass where that is still to be done and return the table of its fields."""
    if isinstance(cls.__dict__[_FIELDS], _Fields):
        from dataclasses import dataclass, field

        for name in (*_WRITTEN, _FIELDS):
            delattr(cls, name)
        for name, value in list(vars(cls).items()):
            if isinstance(value, _Derived):
                setattr(cls, name, field(default_factory=value.factory, metadata={"yaml": False}))
        dataclass(frozen=True, kw_only=True)(cls)
    fields: dict[str, Any] = cls.__dict__[_FIELDS]
    return fields


def changed(one: T, **changes: Any) -> T:
    """Return a copy of a declared object with other values, as `dataclasses.replace` does."""
    from dataclasses import replace

    return cast("T", replace(cast("DataclassInstance", one), **changes))
