"""For each format: any text goes in, reads back as it was meant, and another parser finds nothing else changed."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint import writers
from listinglint.model import Edit
from listinglint.writers import Wanted
from tests.test_writers.conftest import Shop

Record = dict[str, str]
Build = Callable[[list[Record], Any], bytes]
Parse = Callable[[bytes], list[Record]]

PIECES = ["最佳", "戒指", "a", "B 2", " ", "'", '"', "''", '""', ",", "，", ";", ": ", " #", "- ", "&", "<b>", "</b>", "&amp;",
          "\\", "\\n", "{", "}", "[", "|", ">", "%", "@", "`", "😀", "é", "]]>", "true", "12", "?", "*", "!", "=", "~"]  # fmt: skip
LINES = [*PIECES, "\n", "\n\n", "\n  ", "\t"]


def words(pieces: list[str]) -> st.SearchStrategy[str]:
    # A field begins and ends with a letter: what surrounds a value is not the value's.
    return st.lists(st.sampled_from(pieces), max_size=5).map(lambda found: f"x{''.join(found)}y")


def table(rows: list[Record], style: Any) -> bytes:
    quoting, end, delimiter, encoding = style
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=end, delimiter=delimiter)
    writer.writerow(["商家编码", "商品标题", "商品描述", "材质"])
    writer.writerows(
        [[str(at), row["title"], row["description"], row["attributes.材质"]] for at, row in enumerate(rows)]
    )
    text: str = out.getvalue()
    return text.encode(str(encoding))


def table_back(data: bytes, style: Any) -> list[Record]:
    _, _, delimiter, encoding = style
    rows = list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))[1:]
    return [{"title": row[1], "description": row[2], "attributes.材质": row[3]} for row in rows]


def as_object(at: int, row: Record) -> dict[str, Any]:
    return {"id": str(at), "title": row["title"], "description": row["description"],
            "attributes": {"材质": row["attributes.材质"]}}  # fmt: skip


def from_object(one: dict[str, Any]) -> Record:
    return {"title": one["title"], "description": one["description"], "attributes.材质": one["attributes"]["材质"]}


def lines(rows: list[Record], style: Any) -> bytes:
    mark, ascii_only, end = style
    told = "".join(json.dumps(as_object(*one), ensure_ascii=ascii_only) + end for one in enumerate(rows))
    return bytes(mark) + told.encode()


def lines_back(data: bytes, _style: Any) -> list[Record]:
    return [from_object(json.loads(line)) for line in data.decode("utf-8-sig").split("\n") if line.strip()]


def array(rows: list[Record], style: Any) -> bytes:
    _, ascii_only, end = style
    told = [{**as_object(*one), "price": 12.50} for one in enumerate(rows)]
    return json.dumps(told, ensure_ascii=ascii_only, indent=2).replace("\n", end).encode()


def array_back(data: bytes, _style: Any) -> list[Record]:
    return [from_object(one) for one in json.loads(data)]


def feed(rows: list[Record], style: Any) -> bytes:
    cdata, end, encoding = style
    items = []
    for at, row in enumerate(rows):
        text = row["description"]
        inner = f"<![CDATA[{text}]]>" if cdata and "]]>" not in text else escape(text)
        items.append(f"<item><g:id>{at}</g:id><title>{escape(row['title'])}</title>{end}<g:description>{inner}</g:description>"
                     f"<g:material>{escape(row['attributes.材质'])}</g:material><g:price>1 USD</g:price></item>")  # fmt: skip
    head = (
        f'<?xml version="1.0" encoding="{encoding}"?>{end}<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{end}'
    )
    return f"{head}{end.join(items)}</channel></rss>".encode(str(encoding), "xmlcharrefreplace")


def feed_back(data: bytes, _style: Any) -> list[Record]:
    names = {"title": "title", "{http://base.google.com/ns/1.0}description": "description",
             "{http://base.google.com/ns/1.0}material": "attributes.材质"}  # fmt: skip
    return [
        {names[one.tag]: one.text or "" for one in item if one.tag in names}
        for item in ET.fromstring(data).iter("item")  # noqa: S314 - written by the test itself
    ]


FORMATS: dict[str, tuple[Any, Any, list[Any], list[str]]] = {
    "goods.csv": (table, table_back, [
        (csv.QUOTE_MINIMAL, "\r\n", ",", "utf-8"), (csv.QUOTE_ALL, "\n", ",", "utf-8-sig"), (csv.QUOTE_MINIMAL, "\n", ";", "utf-8"),
    ], LINES),
    "goods.tsv": (table, table_back, [(csv.QUOTE_MINIMAL, "\n", "\t", "utf-16"), (csv.QUOTE_ALL, "\r\n", "\t", "utf-8")], LINES),
    "goods.jsonl": (lines, lines_back, [(b"", False, "\n"), (b"\xef\xbb\xbf", True, "\r\n")], LINES),
    "goods.json": (array, array_back, [(b"", False, "\n"), (b"", True, "\r\n")], LINES),
    "feed.xml": (feed, feed_back, [(True, "\n", "utf-8"), (False, "\r\n", "utf-8"), (False, "\n", "iso-8859-1")], LINES),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_change_in_a_file_of_many_listings(shops: Callable[[], Shop], name: str, data: st.DataObject) -> None:
    build, back, styles, pieces = FORMATS[name]
    shop, style = shops(), data.draw(st.sampled_from(styles))
    record = st.fixed_dictionaries(
        {"title": words(pieces), "description": words(pieces), "attributes.材质": words(PIECES)}
    )
    rows = data.draw(st.lists(record, min_size=2, max_size=3))
    path = shop.put(name, build(rows, style))
    listings = shop.listings(path)
    number = data.draw(st.integers(0, len(rows) - 1))
    wanted = []
    for field in data.draw(st.lists(st.sampled_from(["title", "description"]), unique=True, min_size=1)):
        text = next(one.text for one in listings[number].fields if one.path == field)
        start = data.draw(st.integers(1, len(text) - 1))
        end = data.draw(st.integers(start, len(text) - 1))
        new = data.draw(words(pieces))
        rows[number] = {**rows[number], field: text[:start] + new + text[end:]}
        wanted.append(Wanted(listings[number].id, Edit(field, start, end, new), text[start:end]))
    revision = shop.revise(path, *wanted)
    assert not revision.refused
    assert back(revision.files[0].after, style) == [
        {k: v.replace("\r\n", "\n") for k, v in row.items()} for row in rows
    ]
    writers.save(revision)
    assert [shop.texts(path, number)[one.edit.field] for one in wanted] == [
        rows[number][one.edit.field] for one in wanted
    ]


def toml_text(text: str, style: str) -> str:
    if style == "'" and "'" not in text and "\n" not in text:
        return f"'{text}'"
    if style == "'''" and "''" not in text:
        return f"'''\n{text}'''"
    if style == '"""':
        return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_change_in_toml(shops: Callable[[], Shop], data: st.DataObject) -> None:
    shop, style, end = (
        shops(),
        data.draw(st.sampled_from(["'", '"', "'''", '"""'])),
        data.draw(st.sampled_from(["\n", "\r\n"])),
    )
    old, other, new = data.draw(words(LINES)), data.draw(words(LINES)), data.draw(words(LINES))
    start = data.draw(st.integers(1, len(old) - 1))
    text = f'# head\ntitle = {toml_text(old, style)} # c\n[attributes]\n"材质" = {toml_text(other, style)}\n"重量" = 1.80\n'
    path = shop.put("R1/listing.toml", text.replace("\n", end))
    revision = shop.revise(path, Wanted("R1", Edit("title", start, len(old) - 1, new), old[start:-1]))
    assert not revision.refused
    told = tomllib.loads(revision.files[0].after.decode())
    assert told == {"title": old[:start] + new + "y", "attributes": {"材质": other, "重量": 1.8}}
    assert b" # c" in revision.files[0].after


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_change_in_yaml(shops: Callable[[], Shop], data: st.DataObject) -> None:
    shop, end = shops(), data.draw(st.sampled_from(["\n", "\r\n"]))
    style: Any = data.draw(st.sampled_from([None, "'", '"', "|", ">"]))
    old, other, new = data.draw(words(LINES)), data.draw(words(LINES)), data.draw(words(LINES))
    start = data.draw(st.integers(1, len(old) - 1))
    front = data.draw(st.booleans())
    tree = {"title": old, "attributes": {"材质": other}, "bullets": ["x", other]}
    text = yaml.safe_dump(tree, default_style=style, allow_unicode=True, width=data.draw(st.sampled_from([20, 4000])))
    name, text = (
        ("R1/product.md", f"---\n{text}---\n# 正文 最佳\n") if front else ("R1/listing.yaml", f"# head\n{text}")
    )
    path = shop.put(name, text.replace("\n", end))
    revision = shop.revise(path, Wanted("R1", Edit("title", start, len(old) - 1, new), old[start:-1]))
    assert not revision.refused
    after = revision.files[0].after.decode()
    body = (
        after.split("---")[1]
        if front and "---" not in old + new + other
        else after.removesuffix(f"---{end}# 正文 最佳{end}")
    )
    tree["title"] = old[:start] + new + "y"
    assert next(yaml.safe_load_all(body)) == tree
    assert after.endswith("# 正文 最佳" + end) if front else after.startswith("# head")


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_change_in_plain_files_is_exact_or_refused(shops: Callable[[], Shop], data: st.DataObject) -> None:
    """Plain text has no quotes: what its layout cannot hold is refused, the rest stands there letter for letter."""
    shop, end = shops(), data.draw(st.sampled_from(["\n", "\r\n"]))
    new = data.draw(words(LINES)).replace("\n", end)
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gbk"]))
    shop.put("R1/title.txt", f"全网最佳的戒指{end}".encode(encoding))
    shop.put("R1/description.md", f"全网最佳的戒指，光面{end}{end}第二段文字{end}".encode(encoding))
    info = shop.put(
        "R1/属性信息.txt",
        f"[产品信息]{end}品牌= 月白{end}[分类属性]{end}材质=最佳不锈钢{end}产地：广州{end}".encode(encoding),
    )
    before = shop.texts(info.parent)
    field = data.draw(st.sampled_from(["title", "description", "attributes.材质"]))
    at = before[field].index("最佳")
    revision = shop.revise(info.parent, Wanted("R1", Edit(field, at, at + 2, new), "最佳"))
    after = {**before, field: before[field][:at] + new + before[field][at + 2 :]}
    if revision.refused:
        assert not revision.files
        assert "\n" in new or any(sign in new for sign in "[|=：;；<>#:é😀")
        return
    (changed,) = revision.files
    body = changed.before.decode(encoding)
    assert changed.after == body.replace("最佳", new, 1).encode(encoding)
    writers.save(revision)
    assert shop.texts(info.parent) == after
