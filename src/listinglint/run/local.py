"""Checks listings as they are read, in this process or in several, results always in the order of the listings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint import cache, config, ruleset
from listinglint.config import Config
from listinglint.engine import Plan, check, plan
from listinglint.errors import ConfigError, UsageError, cause
from listinglint.model import Listing, NotChecked, Result, Words
from listinglint.readers import Unit, read
from listinglint.readers.base import Read, ReadSettings, shown
from listinglint.report import sketched
from listinglint.run.whole import whole_run
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from listinglint import pardons
    from listinglint.remembered import PictureMemory

# The files that `pardons` reads: it is loaded (5 ms) where one of them lies.
PARDONING = ("waivers.yaml", "evidence.yaml")


class Options(NamedTuple):
    """What the command line decides over the shops' settings.

    `markets` and `channels` overrule what listings and settings say; `rules` are further folders of rule files; `sketch`
    keeps the texts in the results, for a report that shows them; waivers, evidence and laws count as of `today`, and
    `exempting` keeps what rules let pass.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    settings: ReadSettings = ReadSettings()
    config: Config | None = None
    sketch: bool = False
    today: str = ""
    exempting: bool = False
    words: str = ""


class Job(NamedTuple):
    """A listing to check, or what could not be read in its place, under the settings that hold for it."""

    what: Listing | NotChecked
    config: Config


@lru_cache(256)
def config_of(folder: Path) -> Config:
    """Return the settings that hold in an absolute folder: its own, else those of the folder above."""
    own = config.inside(folder)
    if own is not None:
        return own
    return config_of(folder.parent) if folder.parent != folder else Config()


def settings_for(unit: Unit, options: Options) -> Config:
    """Return the settings that hold for a unit: those named on the command line, else the nearest."""
    if options.config is not None:
        return options.config
    path = unit.path.absolute()
    return config_of(path if path.is_dir() else path.parent)


class Plans:
    """The plan of each distinct configuration, made once, and the memory that they share."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._made: dict[tuple[object, ...], Plan] = {}

    def of(self, chosen: Config) -> Plan:
        """Return the plan for a configuration; raises `Mistakes` or `UsageError` for wrong rules or prefixes."""
        words = self._options.words or chosen.words
        key = (chosen.packs, chosen.templates, chosen.select, chosen.ignore, tuple(chosen.severity.items()), words)
        if key not in self._made:
            self._made[key] = plan(
                rules_for(chosen, self._options), words=_read_words(words),
                today=self._options.today, exempting=self._options.exempting,
            )  # fmt: skip
        return self._made[key]

    @cached_property
    def memory(self) -> PictureMemory | None:
        """What is remembered of pictures."""
        from listinglint import remembered  # only where there are any

        return remembered.find()


def _read_words(told: str) -> bool:
    """Tell whether words in pictures are wanted; raises `UsageError` where they must be read and cannot be."""
    if told != "on":
        return told != "off"
    from listinglint.pictures import ocr

    if not ocr.available():
        raise UsageError(f"words = on needs: {ocr.INSTALL}", zh=f"words = on 需要先安装：{ocr.INSTALL}")
    return True


def rules_for(chosen: Config, options: Options) -> ruleset.RuleSet:
    """Return the rules that a configuration and the command line select."""
    folders = (ruleset.shipped(), *(Path(one) for one in (*chosen.packs, *options.rules)))
    loaded = cache.load(folders)
    for prefix in config.unknown_prefixes(loaded, chosen):
        told = f"severity: no rule under '{prefix}'"
        raise ConfigError(told, zh=f"severity：没有以“{prefix}”开头的规则", file=chosen.file)
    for name in config.template_ids(chosen):
        if not any(head.id == name for head in loaded.heads):
            shown = name.removeprefix("structure/template/")
            told = f"templates: no template '{shown}'"
            raise ConfigError(told, zh=f"templates：没有模板“{shown}”", file=chosen.file)
    rules = config.select(loaded, chosen, options.select)
    return rules.select(options.select, options.ignore) if options.select or options.ignore else rules


def jobs(units: Iterable[Unit | NotChecked], options: Options) -> Iterator[Job]:
    """Read the units and yield their listings with the markets and channels that they are to be judged for."""
    for unit in units:
        if isinstance(unit, NotChecked):
            yield Job(unit, options.config or Config())
            continue
        chosen = settings_for(unit, options)
        for one in _read(unit, reading(chosen, options)):
            yield Job(ready(one, chosen, options) if isinstance(one, Listing) else one, chosen)


def ready(listing: Listing, chosen: Config, options: Options) -> Listing:
    """Return a listing as it is to be judged: for its markets and channels, with what is allowed in it."""
    return pardoned(scoped(listing, chosen, options), chosen, options)


def pardoned(listing: Listing, chosen: Config, options: Options) -> Listing:
    """Return the listing with what its own documents and the shop's waivers and evidence allow in it."""
    if not options.today or not (listing.evidence or has_pardons(chosen, options)):
        return listing
    from listinglint.run import allowing

    return allowing.pardoned(listing, _pardoning(chosen, options), options.settings, options.today)


def pardons_of(chosen: Config, options: Options) -> tuple[pardons.Pardons, Path]:
    """Return the waivers and evidence beside the settings (or in the folder of the run), and that folder."""
    from listinglint.run import allowing

    folder = _pardoning(chosen, options)
    return allowing.read(folder, options.settings), folder


def pardon_faults(chosen: Config, options: Options) -> Result | None:
    """Return what is wrong with the shop's waivers and evidence as findings of their files, None where nothing is."""
    if not has_pardons(chosen, options):
        return None
    from listinglint.run import allowing

    return allowing.faults(_pardoning(chosen, options), options.settings, options.today)


def _pardoning(chosen: Config, options: Options) -> Path:
    """Return the folder in which waivers and evidence lie."""
    return Path(chosen.file).absolute().parent if chosen.file else Path(options.settings.root)


def has_pardons(chosen: Config, options: Options) -> bool:
    """Tell whether there are waivers or evidence beside the settings."""
    # Asked of every listing: os.path takes a fifth of what pathlib does.
    folder = os.path.dirname(os.path.abspath(chosen.file)) if chosen.file else options.settings.root  # noqa: PTH100, PTH120
    return any(os.path.isfile(os.path.join(folder, name)) for name in PARDONING)  # noqa: PTH113, PTH118


def reading(chosen: Config, options: Options) -> ReadSettings:
    """Return how units under a configuration are read: with the shop's own names for fields and pictures."""
    return options.settings._replace(
        aliases={**chosen.aliases, **options.settings.aliases},
        roles={**chosen.roles, **options.settings.roles},
    )


def _read(unit: Unit, settings: ReadSettings) -> Read:
    """Read a unit; a reader that fails is told, and the units after it are still read."""
    try:
        yield from read(unit, settings)
    except OSError as broken:
        yield unreadable(unit, settings, broken)
    except Exception as broken:  # noqa: BLE001  # whatever one file does to its reader, the others must be checked
        yield crashed(unit, settings, broken)


def unreadable(unit: Unit, settings: ReadSettings, broken: OSError) -> NotChecked:
    """Return the record for a unit that cannot be read."""
    return _failed(unit, settings, f"无法读取：{cause(broken)[1]}", f"cannot be read: {cause(broken)[0]}")


def crashed(unit: Unit, settings: ReadSettings, broken: Exception) -> NotChecked:
    """Return the record for a unit on which its reader has crashed."""
    told = f"{type(broken).__name__}: {broken}"
    return _failed(unit, settings, f"{unit.reader} 读取出错：{told}", f"reader {unit.reader} crashed: {told}")


def _failed(unit: Unit, settings: ReadSettings, zh: str, en: str) -> NotChecked:
    name = shown(unit.path, settings)
    return NotChecked(name, "", "failed", Words(zh, en), name)


def scoped(listing: Listing, chosen: Config, options: Options) -> Listing:
    """Return the listing with the markets and channels that it is to be judged for."""
    asked = listing._replace(markets=options.markets or listing.markets, channels=options.channels or listing.channels)
    return config.scoped(asked, chosen)


def results(found: Iterable[Job], options: Options, plans: Plans | None = None) -> Iterator[Result]:
    """Yield the result of each job in order."""
    known = plans or Plans(options)
    return whole_run(result(job, known, options) for job in found)


def result(job: Job, plans: Plans, options: Options) -> Result:
    """Return the result of one job."""
    if isinstance(job.what, NotChecked):
        return Result(job.what.listing, job.what.file, (), (job.what,), is_listing=False)
    ready = plans.of(job.config)
    result = check(job.what, ready, plans.memory if ready.wants.pictures and job.what.images else None)
    if job.what.evidence and options.today:
        from listinglint.run import allowing

        result = result._replace(findings=(*result.findings, *allowing.own_faults(job.what, options.today)))
    return result._replace(sketch=sketched(job.what)) if options.sketch else result
