"""Import and export: nothing is lost, what was edited is what comes out, and no text is kept twice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint import exchange, readers
from listinglint.exchange.nouns import FRAME
from listinglint.exchange.yamlfiles import dump, texts
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Material (product.metafields.shopify.material),Image Src,Image Alt Text,Odd\r\n"
    'ring,最佳戒指,"<p>最佳 ""925"" 银</p>\n<img src=""https://x.test/b.jpg"" alt=""里图"">",月白,TRUE,圈口,12,R-12,material__gold-plated; stainless-steel,https://x.test/1.jpg,主图,☃\r\n'
    "ring,,,,,,13,R-13,,https://x.test/2.jpg,,\r\n"
    ",no handle,,,,,,,,,,\r\n"
    "chain,项链,,月白,FALSE,,,C-1,,,,extra,cell beyond\r\n"
)
ETSY = 'TITLE,DESCRIPTION,PRICE,TAGS,MATERIALS,IMAGE1,SKU\nRing,A ring,12.50,"silver_ring,gift for_her,gift","sterling_silver,brass",https://x.test/1.jpg,R1\n'
FEED = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop &amp; Co</title>\n'
    "<item><g:id>1</g:id><title>Ring &quot;x&quot;</title><g:description><![CDATA[<b>best</b>]]></g:description>"
    "<g:price>12 USD</g:price><g:shipping><g:country>US</g:country></g:shipping><g:image_link>https://x.test/1.jpg</g:image_link></item>\n"
    "<!-- next --><item><g:id>2</g:id><title>Chain</title><g:material>brass</g:material><g:odd a='1'/></item></channel></rss>"
)
GOODS = [{"sku": "A1", "title": "戒指", "price": 12.5, "tags": ["a", "b"], "odd": {"x": None, "y": True}, "material": "银"},
         {"sku": "A2", "title": "Chain \\ \"x\"", "price": 3, "material": "brass", "_id": 7}]  # fmt: skip
PACK = (
    "version 1.00\r\ntitle\tcid\tdescription\tcateProps\tnum\tinputPids\tinputValues\tbarcode\r\n"
    "宝贝名称\t类目\t描述\t属性\t数量\tID串\t值对\t条形码\r\n"
    "最佳戒指\t50\t<p>银</p>\t20000:1;\t3\t20000,13021751\t月白,YB-01\t\r\n"
)
SOURCES = {
    "products.csv": SHOPIFY.encode(), "etsy.csv": ETSY.encode("utf-8-sig"), "feed.xml": FEED.encode(),
    "goods.json": json.dumps(GOODS, indent=1).encode(), "pack.csv": PACK.encode("utf-16"),
    "goods.jsonl": "".join(json.dumps({"id": str(at), "title": one["title"], "lang": "zh"}, ensure_ascii=False) + "\n" for at, one in enumerate(GOODS)).encode(),
}  # fmt: skip


def take(root: Path, name: str, data: bytes) -> tuple[Path, Path]:
    source, folder = root / name, root / "in"
    source.write_bytes(data)
    exchange.take_in(source, folder, ReadSettings(root=root.as_posix()))
    return source, folder


@pytest.mark.parametrize("name", SOURCES)
def test_what_nobody_edits_comes_out_as_it_went_in(tmp_path: Path, name: str) -> None:
    source, folder = take(tmp_path, name, SOURCES[name])
    source.unlink()
    exchange.give_out(folder, tmp_path / "back")
    before, after = SOURCES[name], (tmp_path / "back").read_bytes()
    if name == "feed.xml":
        assert ET.canonicalize(after.decode()) == ET.canonicalize(before.decode())
    else:
        assert after == before


@pytest.mark.parametrize("name", SOURCES)
def test_no_text_is_kept_beside_the_manifest(tmp_path: Path, name: str) -> None:
    _, folder = take(tmp_path, name, SOURCES[name])
    frames = "".join(path.read_text("utf-8") for path in folder.rglob(FRAME))
    for manifest in folder.rglob("listing.yaml"):
        tree = texts(manifest)
        assert tree["title"] not in frames
    assert not any(path.suffix in (".csv", ".xml", ".json", ".jsonl") for path in folder.rglob("*"))


def test_one_edited_text_of_every_kind(tmp_path: Path) -> None:
    _, folder = take(tmp_path, "products.csv", SHOPIFY.encode())
    path = folder / "ring" / "listing.yaml"
    tree = texts(path)
    tree["title"] = "优质, 戒指"
    tree["description"] = tree["description"].replace("最佳", "光面")
    tree["attributes"]["Vendor"] = "新月"
    tree["attributes"]["Material"][1] = "brass"
    tree["attributes"]["Odd"] = "☂"
    tree["variants"][1]["SKU"] = "R-13b"
    tree["images"][0]["alt"] = "正面"
    tree["images"][1]["path"] = "https://x.test/new.jpg"
    path.write_text(dump(tree), "utf-8")
    exchange.give_out(folder, tmp_path / "back.csv")
    told = (SHOPIFY.replace("ring,最佳戒指", 'ring,"优质, 戒指"').replace("<p>最佳", "<p>光面").replace("银</p>\n<img src=\"\"https://x.test/b.jpg\"\" alt=\"\"里图\"\">\",月白", "银</p>\n<img src=\"\"https://x.test/b.jpg\"\" alt=\"\"里图\"\">\",新月")
            .replace("stainless-steel", "brass").replace("☃", "☂").replace("R-13", "R-13b").replace("主图", "正面").replace("x.test/2", "x.test/new"))  # fmt: skip
    assert (tmp_path / "back.csv").read_bytes().decode() == told


def test_an_item_taken_out_leaves_no_comma_and_one_put_in_is_told(tmp_path: Path) -> None:
    _, folder = take(tmp_path, "etsy.csv", SOURCES["etsy.csv"])
    path = next(folder.rglob("listing.yaml"))
    tree = texts(path)
    assert tree["attributes"]["TAGS"] == ["silver ring", "gift for_her", "gift"]
    tree["attributes"]["TAGS"] = ["silver band", "gift for_her"]
    tree["attributes"]["产地"] = "广州"
    path.write_text(dump(tree), "utf-8")
    outcome = exchange.give_out(folder, tmp_path / "back.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "back.csv").read_text("utf-8-sig"))))
    assert rows[1][3] == "silver_band,gift for_her"
    assert [note.en for note in outcome.notes] == [
        "R1/listing.yaml: the export has no place for attributes.产地; left out"
    ]


PIECES = ["x", "最佳", ",", '"', "\n", "; ", " ", "&", "<b>", "]]>", "\\", "😀", "'", ": ", "# ", "- ", "12", "\t"]
words = st.lists(st.sampled_from(PIECES), max_size=5).map(lambda found: f"a{''.join(found)}z")


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_goes_through(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.mktemp("trip")
    old, new, other = data.draw(words), data.draw(words), data.draw(words)
    kind = data.draw(st.sampled_from(["csv", "json", "xml"]))
    parse: Callable[[str], Any]
    if kind == "csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows([["商家编码", "商品标题", "材质", "备注"], ["A1", old, "银", other]])
        text, parse = out.getvalue(), lambda back: list(csv.reader(io.StringIO(back, newline="")))[1][1::2]
    elif kind == "json":
        text = json.dumps([{"sku": "A1", "title": old, "material": "银", "note": other}])
        parse = lambda back: [json.loads(back)[0][key] for key in ("title", "note")]  # noqa: E731 - one line of a table of three
    else:
        item = ET.Element("item")
        for tag, told in (
            ("id", "A1"),
            ("title", old),
            ("material", "x"),
            ("note", other),
            ("link", "y"),
            ("availability", "in stock"),
        ):
            ET.SubElement(item, tag).text = told
        text = f"<rss><channel>{ET.tostring(item, encoding='unicode')}</channel></rss>"
        parse = lambda back: [one.text for one in ET.fromstring(back).iter() if one.tag in ("title", "note")]  # noqa: E731, S314
    source, folder = take(root, f"goods.{kind}", text.encode())
    path = next(folder.rglob("listing.yaml"))
    tree = texts(path)
    assert tree["title"] == old
    tree["title"] = new
    path.write_text(dump(tree), "utf-8")
    exchange.give_out(folder, source)
    assert parse(source.read_bytes().decode()) == [new, other]


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["秋季"],
        ["商品编码", "商品标题", "材质", "价格", "合计"],
        ["A1", "最佳戒指", "925银", 12.5, "=D3*2"],
        ["A2", "项链", "铜", 3, None],
    ):
        sheet.append(row)
    book.create_sheet("说明").append(["请填写"])
    book.save(tmp_path / "goods.xlsx")
    folder = tmp_path / "in"
    exchange.take_in(tmp_path / "goods.xlsx", folder, ReadSettings(root=tmp_path.as_posix()))
    path = folder / "A1" / "listing.yaml"
    tree = texts(path)
    tree["title"], tree["attributes"]["价格"] = "优质戒指", "15"
    path.write_text(dump(tree), "utf-8")
    exchange.give_out(folder, tmp_path / "back.xlsx")
    back = openpyxl.load_workbook(tmp_path / "back.xlsx")
    assert back.sheetnames == book.sheetnames
    rows = [[cell.value for cell in row] for row in back.worksheets[0]]
    assert rows == [["秋季", None, None, None, None], ["商品编码", "商品标题", "材质", "价格", "合计"],
                    ["A1", "优质戒指", "925银", 15, "=D3*2"], ["A2", "项链", "铜", 3, None]]  # fmt: skip
    assert back["说明"]["A1"].value == "请填写"


@pytest.mark.parametrize("platform", ["shopify", "taobao", "google", "csv", "xlsx"])
def test_folders_of_any_origin_in_the_format_of_a_platform(tmp_path: Path, platform: str) -> None:
    folder = tmp_path / "shop" / "R1"
    folder.mkdir(parents=True)
    (folder / "listing.yaml").write_text(
        "id: R1\ntitle: 最佳戒指\ndescription: <p>银</p>\nattributes: {品牌: 月白, 材质: 925银, 重量: 1.80}\nimages: ['https://x.test/1.jpg', 'https://x.test/2.jpg']\n",
        "utf-8",
    )
    target = tmp_path / {"google": "feed.tsv", "xlsx": "goods.xlsx"}.get(platform, "goods.csv")
    if platform == "xlsx":
        pytest.importorskip("openpyxl")
    root = ReadSettings(root=tmp_path.as_posix())
    outcome = exchange.convert(tmp_path / "shop", platform, target, root)
    assert outcome.listings == 1
    (unit,) = readers.find([target], root)
    assert isinstance(unit, readers.Unit)
    assert unit.reader == {"csv": "catalogue"}.get(platform, platform)
    (one,) = [found for found in readers.read(unit, root) if isinstance(found, Listing)]
    told = {field.path: field.text for field in one.fields}
    assert (told["title"], told["description"]) == ("最佳戒指", "<p>银</p>")
    said = " ".join(told.values())
    assert "月白" in said
    if platform == "taobao":
        assert [note.en for note in outcome.notes if "材质" in note.en]
    else:
        assert "925银" in said
        assert [image.ref for image in one.images] == ["https://x.test/1.jpg", "https://x.test/2.jpg"]


def test_a_folder_in_use_and_one_that_was_never_imported_are_refused(tmp_path: Path) -> None:
    from listinglint.errors import InputError, UsageError

    source, folder = take(tmp_path, "products.csv", SHOPIFY.encode())
    with pytest.raises(UsageError, match="not empty"):
        exchange.take_in(source, folder, ReadSettings())
    with pytest.raises(InputError, match="not imported"):
        exchange.give_out(folder / "ring", tmp_path / "x.csv")
    with pytest.raises(UsageError, match="no format"):
        exchange.convert(folder, "amazon2", tmp_path / "x.csv", ReadSettings())


def test_the_imported_folders_read_as_the_export_did(tmp_path: Path) -> None:
    source, folder = take(tmp_path, "products.csv", SHOPIFY.encode())
    root = ReadSettings(root=tmp_path.as_posix())

    def said(path: Path) -> dict[str, set[str]]:
        units = [one for one in readers.find([path], root) if isinstance(one, readers.Unit)]
        return {
            one.id: {field.text for field in one.fields}
            for unit in units
            for one in readers.read(unit, root)
            if isinstance(one, Listing)
        }

    before, after = said(source), said(folder)
    assert set(before) == set(after)
    assert all(before[name] <= after[name] for name in before)  # a folder also tells the words of pictures in its texts
