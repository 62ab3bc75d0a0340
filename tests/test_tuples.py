from __future__ import annotations

import inspect
import pickle
import typing
from typing import get_type_hints

import pytest

from listinglint.tuples import NamedTuple


class Ours(NamedTuple):
    """Said of it."""

    one: int
    two: tuple[str, ...] = ()
    three: Ours | None = None

    @property
    def both(self) -> str:
        """Return one and two."""
        return f"{self.one}{self.two}"

    @classmethod
    def made(cls) -> Ours:
        """Return one."""
        return cls(7)


class Typed(typing.NamedTuple):
    """Said of it."""

    one: int
    two: tuple[str, ...] = ()
    three: Typed | None = None


def test_it_is_what_typing_makes() -> None:
    assert Ours._fields == Typed._fields
    assert Ours._field_defaults == Typed._field_defaults
    assert Ours.__doc__ == Typed.__doc__
    assert Ours.__module__ == Typed.__module__
    assert Ours.__mro__[1:] == Typed.__mro__[1:]
    assert list(inspect.signature(Ours).parameters) == list(inspect.signature(Typed).parameters)
    assert get_type_hints(Ours)["two"] == get_type_hints(Typed)["two"]
    assert repr(Ours(1)) == repr(Typed(1)).replace("Typed", "Ours")


def test_it_is_a_tuple_with_methods() -> None:
    one = Ours(1, ("a",))
    assert tuple(one) == (1, ("a",), None)
    assert one == Ours(1, ("a",))
    assert one.both == "1('a',)"
    assert one._replace(one=2).one == 2
    assert Ours.made() == Ours(7)
    assert pickle.loads(pickle.dumps(one)) == one  # written here
    with pytest.raises(AttributeError):
        one.one = 3  # type: ignore[misc]
