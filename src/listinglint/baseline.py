"""The findings that were there before: a set of fingerprints, so that only new ones fail."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from listinglint.errors import ConfigError, cause
from listinglint.model import Result

DEFAULT = ".listinglint/baseline.json"


def read(path: Path) -> frozenset[str]:
    """Return the fingerprints of a baseline file; raises `ConfigError` where it is not one."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(entry["fingerprint"] for entry in known["findings"])
    except json.JSONDecodeError as broken:
        from listinglint.origins import complaints  # only with a mistake

        zh = f"不是基线文件：{complaints.json(broken.msg)}"
        raise ConfigError(f"not a baseline file: {broken}", zh=zh, file=path.as_posix(), line=broken.lineno) from None
    except (KeyError, TypeError) as broken:
        told = "no list of findings with fingerprints"
        raise ConfigError(
            f"not a baseline file: {told}", zh="不是基线文件：缺少带 fingerprint 的 findings 列表", file=path.as_posix()
        ) from broken
    except (OSError, ValueError) as broken:
        en, zh = cause(broken)
        raise ConfigError(f"not a baseline file: {en}", zh=f"不是基线文件：{zh}", file=path.as_posix()) from None


def write(path: Path, results: Iterable[Result]) -> int:
    """Write the findings of a run as the baseline, atomically, sorted so that diffs stay small; return their number."""
    entries = [
        {"fingerprint": one.fingerprint, "rule": one.rule, "listing": one.listing, "text": one.place.text}
        for result in results
        for one in result.findings
    ]
    entries.sort(key=lambda one: (one["listing"], one["rule"], one["fingerprint"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.write_text(
        json.dumps({"schema": 1, "findings": entries}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    partial.replace(path)
    return len(entries)


def without(result: Result, known: frozenset[str]) -> tuple[Result, int]:
    """Return the result without the findings of the baseline, and how many those were."""
    new = tuple(one for one in result.findings if one.fingerprint not in known)
    return result._replace(findings=new), len(result.findings) - len(new)
