"""Where the time of a run goes: by reader, by fact, by rule; clocks are put in only where somebody asks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial, wraps
from importlib import import_module
from typing import Any, TypeVar

from listinglint.readers import Unit
from listinglint.rule import Rule
from listinglint.tuples import NamedTuple

T = TypeVar("T")
Spent = Mapping[tuple[str, str], tuple[int, int]]
STAGE, READER, FACT, RULE = "stage", "reader", "fact", "rule"
_END = object()


class Clocked(NamedTuple):
    """A function whose time is told: its module, its name there, and the kind and name under which it is told."""

    module: str
    name: str
    kind: str
    told: str


# Facts that no rule asks for by name (goods, pairs) are told under what they find out.
_FUNCTIONS = (
    Clocked("listinglint.facts", "_goods", FACT, "goods"),
    Clocked("listinglint.facts", "_materials", FACT, "materials"),
    Clocked("listinglint.engine", "signals", FACT, "signals"),
    Clocked("listinglint.facts", "pictures", FACT, "pictures opened"),
    Clocked("listinglint.text.scan", "Scanner.scan", FACT, "scan"),
    Clocked("listinglint.text.readability", "measure", FACT, "readability"),
    Clocked("listinglint.text.quantities", "read", FACT, "quantities"),
    Clocked("listinglint.picture_facts", "_contents", FACT, "content"),
    Clocked("listinglint.pictures.pairs", "compared", FACT, "pairs"),
    Clocked("listinglint.readers.listings", "read_line", READER, "listings"),
    Clocked("listinglint.engine", "review", STAGE, "review"),
    Clocked("listinglint.ruleset", "RuleSet._load", STAGE, "rules loaded"),
    Clocked("listinglint.cache", "load", STAGE, "rules loaded"),
)


class Clock:
    """CPU time by kind and name, each without what it called that has a clock of its own; sums are therefore whole."""

    def __init__(self) -> None:
        self._spent: dict[tuple[str, str], list[int]] = {}
        self._others: list[Spent] = []
        self._inner = [0]
        self._since = time.process_time_ns()

    def timed(self, kind: str, name: str, work: Callable[[], T], times: int = 1) -> T:
        """Do the work and note its time."""
        began = time.process_time_ns()
        self._inner.append(0)
        try:
            return work()
        finally:
            whole = time.process_time_ns() - began
            self.note(kind, name, whole - self._inner.pop(), times)
            self._inner[-1] += whole

    def note(self, kind: str, name: str, spent: int, times: int = 1) -> None:
        """Add to what is known of a name."""
        known = self._spent.setdefault((kind, name), [0, 0])
        known[0] += times
        known[1] += spent

    def stream(self, kind: str, name: str, items: Iterable[T]) -> Iterator[T]:
        """Pass items on and note the time that each took to come."""
        source = iter(items)
        while (one := self.timed(kind, name, partial(next, source, _END))) is not _END:
            yield one

    def add(self, others: Spent) -> None:
        """Add what another process has spent."""
        if others:
            self._others.append(others)

    def taken(self) -> Spent:
        """Return what was spent since the last asking, with what no clock told apart, and begin anew."""
        now = time.process_time_ns()
        self.note(STAGE, "everything else", now - self._since - sum(spent for _, spent in self._spent.values()))
        for others in self._others:
            for (kind, name), (times, spent) in others.items():
                self.note(kind, name, spent, times)
        found = {part: (times, spent) for part, (times, spent) in self._spent.items()}
        self._since, self._spent, self._others, self._inner = now, {}, [], [0]
        return found

    def started(self) -> None:
        """Note what the process has spent before anybody looked at the clock."""
        self.note(STAGE, "start", self._since)
        self._since = 0


@contextmanager
def running(clock: Clock) -> Iterator[Clock]:
    """Put the clock into the functions whose time is told, and take it out again."""
    undo: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, value: Any) -> None:
        undo.append((owner, name, owner.__dict__[name]))
        setattr(owner, name, value)

    try:
        for one in _FUNCTIONS:
            owner: Any = import_module(one.module)
            *classes, name = one.name.split(".")
            for each in classes:
                owner = getattr(owner, each)
            put(owner, name, _wrapped(clock, one, getattr(owner, name)))
        engine, local, facts = map(
            import_module, ("listinglint.engine", "listinglint.run.local", "listinglint.picture_facts")
        )
        put(engine, "_judge", _judging(clock, engine._judge))  # noqa: SLF001  # the very functions that are measured
        put(local, "_read", _reading(clock, local._read))  # noqa: SLF001
        put(facts, "PICTURE_FACTS", tuple(_measuring(clock, one) for one in facts.PICTURE_FACTS))
        yield clock
    finally:
        for owner, name, value in reversed(undo):
            setattr(owner, name, value)


def _wrapped(clock: Clock, one: Clocked, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        return clock.timed(one.kind, one.told, partial(function, *given, **named))

    return timed


def _judging(clock: Clock, judge: Callable[..., Iterator[Any]]) -> Callable[..., list[Any]]:
    """A rule speaks bit by bit; its time is that of all it says."""

    def timed(rule: Rule, *given: Any) -> list[Any]:
        return clock.timed(RULE, rule.id, lambda: list(judge(rule, *given)))

    return timed


def _reading(clock: Clock, read: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def timed(unit: Unit, *given: Any) -> Iterator[Any]:
        return clock.stream(READER, unit.reader, read(unit, *given))

    return timed


def _measuring(clock: Clock, fact: Any) -> Any:
    """The first fact of a picture that wants its pixels pays for the decoding."""
    return fact._replace(measure=lambda picture: clock.timed(FACT, fact.name, partial(fact.measure, picture)))


def told(spent: Spent, wall: float, processes: int, lang: str) -> Iterator[str]:
    """Yield the lines that show where the time went: by kind, the dearest first, what is cheap in one line."""
    whole = sum(one for _, one in spent.values()) or 1
    names = _ZH if lang == "zh" else _EN
    yield names["head"].format(cpu=whole / 1e9, wall=wall, processes=processes) + "\n"
    for kind in (STAGE, READER, FACT, RULE):
        rows = sorted(((name, *one) for (its, name), one in spent.items() if its == kind), key=lambda row: -row[2])
        yield _line(names[kind], "", sum(row[2] for row in rows), whole)
        for name, times, own in rows[:_SHOWN]:
            yield _line(f"  {names.get(name, name)}", f"{times} ×", own, whole)
        rest = rows[_SHOWN:]
        if rest:
            yield _line(
                names["rest"].format(len(rest)), f"{sum(row[1] for row in rest)} ×", sum(row[2] for row in rest), whole
            )


_SHOWN = 25
_WIDE = 52


def _line(name: str, times: str, own: int, whole: int) -> str:
    from unicodedata import east_asian_width

    width = len(name) + sum(east_asian_width(letter) in "WF" for letter in name)
    return f"{name}{' ' * max(_WIDE - width, 1)}{times:>10} {own / 1e6:11.1f} ms {100 * own / whole:5.1f} %\n"


_EN = {
    "head": "timings: {cpu:.2f} s of CPU in {wall:.2f} s, {processes} process(es)",
    STAGE: "stages", READER: "readers", FACT: "facts", RULE: "rules", "rest": "  {} more",
}  # fmt: skip
_ZH = {
    "head": "耗时：CPU {cpu:.2f} 秒，共 {wall:.2f} 秒，{processes} 个进程",
    STAGE: "阶段", READER: "读取", FACT: "测量", RULE: "规则", "rest": "  其余 {} 项",
    "start": "启动", "everything else": "其他", "files found": "查找文件", "checking": "检查",
    "rules loaded": "加载规则", "review": "复核", "report": "输出报告",
}  # fmt: skip
