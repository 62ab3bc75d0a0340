"""Which language a folder or file is written in, read off its name: `zh-CN/`, `description.en-US.md`, `标题_英文.txt`."""

from __future__ import annotations

from re import IGNORECASE

from listinglint.lazily import lazily

# A bare code must be one of these: `id`, `no`, `it`, `is` and the like are words in file names.
_BARE = frozenset(
    [
        "zh",
        "en",
        "ja",
        "ko",
        "de",
        "fr",
        "es",
        "pt",
        "ru",
        "nl",
        "pl",
        "sv",
        "tr",
        "ar",
        "th",
        "vi",
        "ms",
        "da",
        "fi",
        "cs",
        "hu",
        "el",
        "uk",
        "ro",
        "hi",
    ]
)
_REGIONAL = _BARE | frozenset(["id", "it", "nb", "no", "he", "fa", "bg", "hr", "sk", "sl", "lt", "lv", "et"])
_WORDS = {
    "中文": "zh", "简体": "zh-CN", "简体中文": "zh-CN", "繁体": "zh-TW", "繁體": "zh-TW", "繁体中文": "zh-TW",
    "繁體中文": "zh-TW", "英文": "en", "英语": "en", "英語": "en", "chinese": "zh", "english": "en", "cn": "zh",
}  # fmt: skip
_CODE = lazily(r"([a-z]{2})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?", IGNORECASE)
_TAIL = lazily(
    r"(?P<stem>.+?)(?:[._\- ](?P<tail>[A-Za-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?|[^\x00-\x7f]{2,4})"
    r"|[(（\[【](?P<inner>[^()（）\[\]【】]{2,10})[)）\]】])"
)


def locale_of(name: str) -> str:
    """Return the locale that a name is (`zh-CN`, `en`), written the usual way, or nothing."""
    word = _WORDS.get(name.strip().lower())
    if word:
        return word
    found = _CODE.fullmatch(name.strip())
    if found is None:
        return ""
    language, script, region = found[1].lower(), (found[2] or "").title(), (found[3] or "").upper()
    if language not in (_REGIONAL if script or region else _BARE):
        return ""
    return "-".join(part for part in (language, script, region) if part)


def lang_of(locale: str) -> str:
    """Return `zh` or `en` for a locale of one of these languages, nothing for any other."""
    language = locale.partition("-")[0].lower()
    return language if language in ("zh", "en") else ""


def split_locale(stem: str) -> tuple[str, str]:
    """Return a file stem without the locale it ends in, and the locale: `description.zh-CN` → description, zh-CN."""
    found = None if locale_of(stem) else _TAIL.fullmatch(stem)
    locale = locale_of(found["tail"] or found["inner"]) if found else ""
    return (found["stem"], locale) if found and locale else (stem, "")
