"""Everything besides its files that the results of a listing depend on: rules, settings, our own code, the law of the day."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from re import compile as _compile

from listinglint import __version__
from listinglint.config import Config
from listinglint.engine import Plan
from listinglint.picture_facts import PAIR_FACTS, PICTURE_FACTS
from listinglint.ruleset import RuleSet
from listinglint.run import local
from listinglint.run.contents import digest
from listinglint.run.local import Options, Plans

_FORM = 1  # rises when what is remembered changes its form
_DAY = _compile(rb"[12]\d{3}-[01]\d-[0-3]\d")


class Keys:
    """The digest of these things for each distinct configuration, made once."""

    def __init__(self, options: Options, plans: Plans) -> None:
        self._options = options
        self._plans = plans
        self._made: dict[int, tuple[Config, bytes]] = {}

    def of(self, chosen: Config) -> bytes:
        """Return the digest for a configuration."""
        known = self._made.get(id(chosen))
        if known is None:
            told = ingredients(chosen, self._options, self._plans.of(chosen))
            known = self._made[id(chosen)] = (chosen, digest(*told.values()))  # held, so that its id stays its own
        return known[1]


def ingredients(chosen: Config, options: Options, ready: Plan) -> dict[str, bytes]:
    """Return what results depend on, by name.  The language of messages is not among it: results hold both."""
    rules = ready.rules
    settings = chosen._replace(lang="", fail_on="", baseline="", skip=())
    told = options._replace(config=None, today="", select=(), ignore=(), rules=())
    return {
        "release": f"{__version__} {_FORM} {sys.version_info[:3]} {_libraries()}".encode(),
        "code": _code(),
        "rules": rules.digest.encode(),
        "chosen": repr((rules.ids, sorted(rules.levels.items()))).encode(),
        "settings": repr(settings).encode(),
        "options": repr(told).encode(),
        "words": repr((sorted(ready.wants.pictures or ()), _words(ready))).encode(),
        "law": law(rules, options.today).encode(),
        "pardons": _pardons(chosen, options).encode(),
    }


def law(rules: RuleSet, today: str) -> str:
    """Return between which dates of the rules a day lies: as long as that stays, laws neither begin nor end."""
    if not today:
        return ""
    found: set[bytes] = set()
    for number in rules.chosen:
        # Dates stand in a remembered rule as they are written; it need not be loaded for them.
        found.update(_DAY.findall(rules.blobs[number]))
    days = [one.decode() for one in found]
    return f"{sum(one <= today for one in days)} {sum(one < today for one in days)}"


def sees(ready: Plan) -> bool:
    """Tell whether any picture is looked into; words in them are wanted by most rules, and read only with the extra."""
    wanted = {fact.name for fact in PICTURE_FACTS if not fact.extra} | PAIR_FACTS
    return not wanted.isdisjoint(ready.wants.pictures or ()) or bool(_words(ready))


def _words(ready: Plan) -> str:
    if not {fact.name for fact in PICTURE_FACTS if fact.extra} & set(ready.wants.pictures or ()):
        return ""
    from listinglint.pictures import ocr

    return ocr.version() if ocr.available() else ""


def _pardons(chosen: Config, options: Options) -> str:
    """Return the waivers and evidence that hold on the day."""
    if not local.has_pardons(chosen, options):
        return ""
    from listinglint import pardons

    told, folder = local.pardons_of(chosen, options)
    return repr(pardons.valid(told, options.today, folder)) if options.today else ""


@lru_cache(1)
def _code() -> bytes:
    """Return the digest of our own code: a checkout under development has one version number for many states."""
    found = sorted(_sources(Path(__file__).parents[1].as_posix()))
    return digest(*(part for path in found for part in (path.encode(), Path(path).read_bytes())))


def _sources(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path)
            elif entry.name.endswith((".py", ".json", ".yaml")) and "/rules/" not in entry.path:
                yield entry.path


@lru_cache(1)
def _libraries() -> tuple[str, ...]:
    """Return the names and versions of what is installed: another release may cut words or measure otherwise."""
    places = {one for one in sys.path if one.endswith(("site-packages", "dist-packages")) and Path(one).is_dir()}
    return tuple(sorted(name for one in places for name in os.listdir(one) if name.endswith(".dist-info")))  # noqa: PTH208
