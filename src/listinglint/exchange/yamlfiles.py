"""Reads and writes the YAML of manifests and frames: every text comes back exactly, long ones readable as blocks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from listinglint.errors import InputError, cause
from listinglint.model import Source
from listinglint.origins.yamlerrors import yaml_error


def dump(tree: Any) -> str:
    """Return a tree of texts as YAML that reads back as the same."""
    import yaml

    text: str = yaml.dump(tree, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=4000)
    if yaml.load(text, Loader=_loader()) == tree:  # noqa: S506 - a safe loader, in C where there is one
        return text
    again: str = yaml.dump(tree, Dumper=_dumper(), allow_unicode=False, sort_keys=False, width=4000, default_style='"')
    return again


def load(path: Path) -> Any:
    """Return a YAML file with its numbers; raises `InputError` for one that is none."""
    return _loaded(path, _loader())


def texts(path: Path) -> Any:
    """Return a manifest with every value as it is written: 2.50 stays 2.50; raises `InputError`."""
    import yaml

    return _loaded(path, yaml.BaseLoader)


def _loaded(path: Path, loader: Any) -> Any:
    import yaml

    try:
        text = path.read_text("utf-8-sig")
        return yaml.load(text, Loader=loader)  # noqa: S506 - safe loaders and one that knows texts only
    except yaml.YAMLError as broken:
        raise yaml_error(broken, Source(path.as_posix(), text), 0) from None
    except (OSError, UnicodeDecodeError) as broken:
        raise InputError(
            f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=path.as_posix()
        ) from None


@lru_cache(maxsize=1)
def _dumper() -> Any:
    import yaml

    class Blocks(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        pass

    def text(dumper: Any, value: str) -> Any:
        style = "|" if "\n" in value and "\r" not in value and not value.startswith((" ", "\n")) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Blocks.add_representer(str, text)
    return Blocks


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
