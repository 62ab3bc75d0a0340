"""Languages in the names of folders and files."""

from __future__ import annotations

import pytest

from listinglint.readers.locales import lang_of, locale_of, split_locale


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("zh-CN", "zh-CN"), ("zh_cn", "zh-CN"), ("en-US", "en-US"), ("EN", "en"), ("zh-Hans-CN", "zh-Hans-CN"),
        ("de-DE", "de-DE"), ("es-419", "es-419"), ("中文", "zh"), ("英文", "en"), ("it-IT", "it-IT"),
        ("id", ""), ("no", ""), ("主图", ""), ("images", ""), ("R1", ""), ("", ""), ("xx-YY", ""),
    ],
)  # fmt: skip
def test_locale(name: str, locale: str) -> None:
    assert locale_of(name) == locale


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("description.zh-CN", ("description", "zh-CN")), ("description_en", ("description", "en")),
        ("title-en-US", ("title", "en-US")), ("标题_英文", ("标题", "en")), ("描述（中文）", ("描述", "zh")),
        ("description", ("description", "")), ("product-id", ("product-id", "")), ("full_description", ("full_description", "")),
        ("zh-CN", ("zh-CN", "")),
    ],
)  # fmt: skip
def test_split(stem: str, parts: tuple[str, str]) -> None:
    assert split_locale(stem) == parts


def test_language() -> None:
    assert [lang_of(one) for one in ("zh-CN", "en", "de-DE", "")] == ["zh", "en", "", ""]
