from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace

import pytest

from listinglint.declared import _Fields, changed, declared, derived


@declared
class Base:
    name: str
    size: int = 1


@declared
class Child(Base):
    index: Mapping[str, int] = derived(factory=dict)
    more: tuple[str, ...] = ()


@declared
class Twin:
    name: str = ""


@declared
class Late:
    name: str = ""


def test_it_is_a_dataclass() -> None:
    one = Child(name="a", more=("x",))
    assert (one.name, one.size, one.index, one.more) == ("a", 1, {}, ("x",))
    assert one == Child(name="a", more=("x",))
    assert one != Child(name="b")
    assert repr(one) == "Child(name='a', size=1, index={}, more=('x',))"
    assert is_dataclass(Child)
    assert [field.name for field in fields(Child)] == ["name", "size", "index", "more"]
    with pytest.raises(FrozenInstanceError):
        one.size = 2  # type: ignore[misc]


def test_what_is_derived_is_no_part_of_the_written_form() -> None:
    assert [field.name for field in fields(Child) if field.metadata.get("yaml", True)] == ["name", "size", "more"]


def test_values_are_given_by_name_and_those_without_default_must_be() -> None:
    with pytest.raises(TypeError):
        Child("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="name"):
        Child()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        Child(name="a", other=1)  # type: ignore[call-arg]


def test_a_changed_copy() -> None:
    one = Child(name="a", size=3)
    assert changed(one, size=4) == replace(one, size=4) == Child(name="a", size=4)
    assert one.size == 3


def test_equal_values_have_equal_hashes() -> None:
    assert len({Base(name="a"), Base(name="a"), Base(name="b")}) == 2
    twin: object = Twin(name="a")
    assert twin != Base(name="a")


def test_a_plain_dataclass_may_stand_on_it() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Plug(Base):
        extra: str = "e"

    assert repr(Plug(name="n")).endswith("Plug(name='n', size=1, extra='e')")


def test_reading_back_makes_nothing() -> None:
    told = pickle.dumps(Late(name="z"))
    fresh: type[Late] = declared(
        type("Late", (), {"__annotations__": {"name": "str"}, "__module__": __name__, "name": ""})
    )
    known = globals()["Late"]
    globals()["Late"] = fresh
    try:
        assert pickle.loads(told).name == "z"  # written above
    finally:
        globals()["Late"] = known
    assert isinstance(vars(fresh)["__dataclass_fields__"], _Fields)
