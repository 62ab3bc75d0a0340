"""The shop's own settings: listinglint.toml, or [tool.listinglint] in pyproject.toml, the nearest one wins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from listinglint.errors import ConfigError, ListinglintError, Mistakes, cause
from listinglint.model import Listing, Severity, Source
from listinglint.rule import Audience, Channel, Market
from listinglint.ruleset import RuleSet, named, under
from listinglint.tuples import NamedTuple

_LEVELS = ("off", *Severity.__members__)
_LISTS = ("markets", "channels", "packs", "select", "ignore", "skip", "templates")
MARKETS: tuple[str, ...] = get_args(Market)
CHANNELS: tuple[str, ...] = get_args(Channel)
AUDIENCES: tuple[str, ...] = get_args(Audience)
_KNOWN = {"markets": MARKETS, "channels": CHANNELS}
READING = ("auto", "on", "off")
_TABLES = ("severity", "aliases", "roles", "audiences")
# Settings that are one text, with the values allowed (comma separated); none listed: any text.
_WORDS: dict[str, tuple[str, ...]] = {
    "lang": ("zh", "en"),
    "fail-on": ("error", "warning", "info", "review", "not-checked", "new-error", "never"),
    "baseline": (),
    "words": READING,
    "audience": AUDIENCES,
}


class Config(NamedTuple):
    """What a shop has decided.

    `severity` maps a rule prefix to off, info, warning or error (the longest prefix wins); `packs` are folders of YAML
    rules beside the shipped ones; `aliases` and `roles` are the shop's own names for fields and picture folders; `skip`
    are glob patterns of files that are not listings; `templates` are names of shipped templates, or files of the shop's own;
    `words` says whether words painted into pictures are read: where the extra
    for it is installed (auto), always (on: a missing extra is an error), or never (off); `audience` is who reads the texts,
    `audiences` who reads them on a channel.
    """

    file: str = ""
    markets: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    lang: str = ""
    fail_on: str = ""
    baseline: str = ""
    words: str = ""
    severity: Mapping[str, str] = {}
    aliases: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}
    audience: str = ""
    audiences: Mapping[str, str] = {}


def find(start: Path) -> Config:
    """Return the settings that hold for a path: of the nearest folder upwards that has any."""
    begin = start.absolute()
    above = (begin, *begin.parents) if begin.is_dir() else begin.parents
    return next((found for folder in above if (found := inside(folder)) is not None), Config())


def inside(folder: Path) -> Config | None:
    """Return the settings that a folder itself holds, None where it holds none."""
    own = folder / "listinglint.toml"
    if os.path.isfile(own):  # noqa: PTH113  # asked of every folder of a shop; os.path is the quicker
        return read(own)
    project = folder / "pyproject.toml"
    if os.path.isfile(project) and "[tool.listinglint" in project.read_text(encoding="utf-8", errors="replace"):  # noqa: PTH113
        return read(project)
    return None


def read(path: Path) -> Config:
    """Return the settings of one file; raises `Mistakes` with everything that is wrong in it."""
    import tomllib  # 3 ms, only where there are settings

    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        from listinglint.origins.tomltext import toml_error  # only for a file with a mistake

        told = toml_error(broken, Source(path.as_posix(), text))
        raise ConfigError(told.message, zh=told.zh, file=told.file, line=told.line) from None
    except (OSError, UnicodeDecodeError) as broken:
        raise ConfigError(
            f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=path.as_posix()
        ) from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("listinglint", {})
    mistakes: list[ListinglintError] = []
    values = {key.replace("-", "_"): _value(key, value, path, mistakes) for key, value in table.items()}
    if mistakes:
        raise Mistakes(mistakes)
    packs = tuple((path.parent / one).as_posix() for one in values.pop("packs", ()))
    values["templates"] = tuple(_beside(path.parent, one) for one in values.get("templates", ()))
    own = tuple((path.parent / one).as_posix() for one in values["templates"] if _is_file(one))
    return Config(file=path.as_posix(), packs=packs + own, **values)


def _value(key: str, value: Any, path: Path, mistakes: list[ListinglintError]) -> Any:
    """Check one setting; what is wrong goes to `mistakes`."""

    def wrong(en: str, zh: str) -> None:
        mistakes.append(ConfigError(f"{key}: {en}", zh=f"{key}：{zh}", file=path.as_posix()))

    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            wrong("must be a list of strings", "应为字符串列表")
            return ()
        allowed = _KNOWN.get(key, ())
        for one in value if allowed else ():
            if one not in allowed:
                told = ", ".join(allowed)
                wrong(f"'{one}' is not known; known: {told}", f"未知的“{one}”；可用：{told}")
        return tuple(value)
    if key in _TABLES:
        return _table(key, value, wrong)
    known = ", ".join((*_LISTS, *_WORDS, *_TABLES))
    if key not in _WORDS:
        wrong(f"unknown setting; known: {known}", f"未知设置；可用：{known}")
    elif not isinstance(value, str):
        wrong("must be a string", "应为字符串")
    elif _WORDS[key] and not {one.strip() for one in value.split(",")} <= set(_WORDS[key]):
        told = ", ".join(_WORDS[key])
        wrong(f"'{value}' is not allowed; allowed: {told}", f"不能是“{value}”；可用：{told}")
    return value


def _table(key: str, value: Any, wrong: Callable[[str, str], None]) -> Any:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        wrong("must be a table of strings", "应为字符串表")
        return {}
    allowed = {"severity": _LEVELS, "audiences": AUDIENCES}.get(key, ())
    told = ", ".join(allowed)
    for name, level in value.items() if allowed else ():
        if level not in allowed:
            wrong(f"'{name}' is '{level}'; allowed: {told}", f"“{name}”为“{level}”，可用：{told}")
        if key == "audiences" and name not in CHANNELS:
            known = ", ".join(CHANNELS)
            wrong(f"'{name}' is not a channel; known: {known}", f"未知的平台“{name}”；可用：{known}")
    return value


def _beside(folder: Path, template: str) -> str:
    """Return the shop's own file for a template where its folder `templates` holds one of that name."""
    own = f"templates/{template}.yaml"
    return own if not _is_file(template) and (folder / own).is_file() else template


def _is_file(template: str) -> bool:
    """Tell whether a template is named by its file, not by the name of a shipped one."""
    return template.endswith(".yaml")


def template_ids(config: Config) -> tuple[str, ...]:
    """Return the ids of the templates that the shop writes by: a file of its own is called by its name."""
    return tuple(Path(one).stem if _is_file(one) else f"structure/template/{one}" for one in config.templates)


def select(rules: RuleSet, config: Config, asked: Iterable[str] = ()) -> RuleSet:
    """Return the rule set as the shop wants it: chosen, without what is off, with its own severities.

    Rules that are a matter of taste stay only where the settings, or the command line (`asked`), name them.
    """
    chosen = rules.select(config.select, config.ignore)
    levels = {one: _level(one, config.severity) for one in chosen.ids} if config.severity else {}
    kept = chosen.only({one for one in chosen.ids if levels.get(one) != "off"}) if levels else chosen
    own = template_ids(config)
    wanted = (*config.select, *asked, *(one for one in config.severity if config.severity[one] != "off"))
    taste = {head.id for head in kept.heads if head.opt_in and head.id not in own and not named(head.id, wanted)}
    kept = kept.only(set(kept.ids) - taste)
    return kept.levelled({one: Severity[level] for one, level in levels.items() if level not in ("", "off")})


def unknown_prefixes(rules: RuleSet, config: Config) -> list[str]:
    """Return prefixes of the severity table that name no rule."""
    return [one for one in config.severity if not any(under(head.id, one) for head in rules.heads)]


def _level(rule_id: str, table: Mapping[str, str]) -> str:
    prefixes = [one for one in table if under(rule_id, one)]
    return table[max(prefixes, key=len)] if prefixes else ""


def scoped(listing: Listing, config: Config) -> Listing:
    """Return the listing with the shop's markets and channels where it names none itself, and with its readers."""
    channels = listing.channels or config.channels
    readers = [config.audiences.get(one, config.audience) for one in channels] or [config.audience]
    return listing._replace(
        markets=listing.markets or config.markets,
        channels=channels,
        audiences=tuple(dict.fromkeys(one for one in readers if one)),
    )
