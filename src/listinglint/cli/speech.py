"""Which language the command line speaks, and how it says a thing in both."""

from __future__ import annotations

import os

_chosen: list[str] = []


def language() -> str:
    """Return `zh` or `en`: what was chosen for this run, else LISTINGLINT_LANG, else the system's language."""
    if _chosen:
        return _chosen[0]
    for name in ("LISTINGLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        told = os.environ.get(name, "")
        if told:
            return "zh" if told.lower().startswith("zh") else "en"
    return "zh" if os.name == "nt" and _windows_speaks_chinese() else "en"


def choose(lang: str) -> None:
    """Set the language for this run; an empty name leaves it."""
    if lang:
        _chosen[:] = [lang]


def say(en: str, zh: str) -> str:
    """Return the text in the language of this run."""
    return zh if language() == "zh" else en


def _windows_speaks_chinese() -> bool:
    import ctypes

    # The primary language id of Chinese is 0x04 in the low ten bits.
    return ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04  # type: ignore[attr-defined,no-any-return]
