from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from listinglint import writers
from listinglint.errors import InputError
from listinglint.model import Edit
from listinglint.writers import Wanted
from tests.test_writers.conftest import Shop

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Material (product.metafields.shopify.jewelry-material),Image Src,Image Alt Text\r\n"
    'ring,最佳戒指,"<p>最佳 ""925"" 银</p>\r\n<img src=""a.jpg"" alt=""最佳图"">",月白,gold-plated; stainless-steel,https://x.test/1.jpg,最佳主图\r\n'
    "ring,,,,,https://x.test/2.jpg,第二张\r\n"
    "chain,最佳项链,<p>链</p>,月白,,https://x.test/3.jpg,\r\n"
)
TAOBAO = (
    "version 1.00\r\ntitle\tcid\tdescription\tcateProps\tpicture\tinputPids\tinputValues\tnum\r\n"
    "宝贝名称\t宝贝类目\t宝贝描述\t宝贝属性\t新图片\t用户输入ID串\t用户输入名-值对\t数量\r\n"
    '全网最佳戒指\t50\t"<p>最佳</p>"\t20000:1;\tabc:1:0:|;\t20000,13021751\t月白,YB-01\t3\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_only_the_characters_concerned_change(shop: Shop, encoding: str) -> None:
    path = shop.put("products.csv", SHOPIFY.encode(encoding))
    revision = shop.revise(
        path,
        Wanted("ring", Edit("title", 0, 2, "优质"), "最佳"),
        Wanted("chain", Edit("title", 0, 2, "银"), "最佳"),
        Wanted("ring", Edit("description", 3, 5, '"光面",'), "最佳"),
        Wanted("ring", Edit("images[0].alt", 0, 2, "正面"), "最佳"),
    )
    assert not revision.refused
    told = (
        SHOPIFY.replace("ring,最佳", "ring,优质").replace("chain,最佳", "chain,银").replace("<p>最佳", '<p>""光面"",')
    )
    assert revision.files[0].after == told.replace("1.jpg,最佳", "1.jpg,正面").encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "gbk"])
def test_a_data_pack_keeps_its_encoding_and_its_three_header_rows(shop: Shop, encoding: str) -> None:
    path = shop.put("pack.csv", TAOBAO.encode(encoding))
    revision = shop.replace(path, "title", "最佳", "优质")
    assert revision.files[0].after == TAOBAO.replace("全网最佳", "全网优质").encode(encoding)
    value = next(name for name, text in shop.texts(path).items() if text == "YB-01")
    second = shop.replace(path, value, "YB-01", "YB-02")
    assert second.files[0].after == TAOBAO.replace("YB-01", "YB-02").encode(encoding)


def test_one_item_of_a_list_changes_and_its_neighbours_do_not(shop: Shop) -> None:
    path = shop.put("products.csv", SHOPIFY)
    revision = shop.replace(path, "attributes.Material[1]", "stainless", "surgical")
    assert revision.files[0].after.decode() == SHOPIFY.replace("stainless-steel", "surgical-steel")
    split = shop.replace(path, "attributes.Material[1]", "stainless", "a; b")
    assert [one.wanted.edit.new for one in split.refused] == ["a; b"]
    assert not split.files


def test_the_words_of_a_picture_inside_a_description_are_escaped_as_the_file_is(shop: Shop) -> None:
    text = 'id: R1\ntitle: 戒指\ndescription: "<img src=\\"a.jpg\\" alt=\\"最佳图\\"> 文字"\n'
    path = shop.put("R1/listing.yaml", text)
    alt = next(name for name, told in shop.texts(path).items() if told == "最佳图")
    revision = shop.replace(path, alt, "最佳", "正面\\")
    assert revision.files[0].after.decode() == text.replace("最佳", "正面\\\\")


def test_a_cell_without_quotes_is_put_in_quotes_only_where_it_must_be(shop: Shop) -> None:
    path = shop.put("products.csv", SHOPIFY)
    revision = shop.revise(path, Wanted("ring", Edit("title", 0, 2, "a,b")), Wanted("ring", Edit("title", 4, 4, '"')))
    assert revision.files[0].after.decode() == SHOPIFY.replace("ring,最佳戒指", 'ring,"a,b戒指"""')


def test_a_text_that_has_changed_since_is_left_alone(shop: Shop) -> None:
    path = shop.put("products.csv", SHOPIFY)
    revision = shop.revise(
        path, Wanted("ring", Edit("title", 0, 2, "好"), "极致"), Wanted("chain", Edit("title", 0, 2, "好"), "最佳")
    )
    (refused,) = revision.refused
    assert "最佳" in refused.reason.en
    assert (refused.file, refused.line) == ("products.csv", 0)
    assert revision.done == (Wanted("chain", Edit("title", 0, 2, "好"), "最佳"),)
    path.write_text(SHOPIFY.replace("\r\n", "\n"), "utf-8")
    with pytest.raises(InputError, match="changed"):
        writers.save(revision)
    assert path.read_text("utf-8") == SHOPIFY.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted("none", Edit("title", 0, 1, "x")), "no listing"),
        (Wanted("ring", Edit("bullets[0]", 0, 1, "x")), "no field"),
        (Wanted("ring", Edit("title", 0, 99, "x")), "beyond the end"),
        (Wanted("ring", Edit("attributes.Material[0]", 0, 4, "a; b")), "read back"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(shop: Shop, wanted: Wanted, told: str) -> None:
    revision = shop.revise(shop.put("products.csv", SHOPIFY), wanted)
    assert told in revision.refused[0].reason.en
    assert (revision.files, revision.done) == ((), ())


def test_a_change_that_would_rename_the_listing_is_refused(shop: Shop) -> None:
    path = shop.put("goods.csv", "商家编码,商品标题,材质\nA1,戒指,银\nA2,项链,银\n")
    revision = shop.replace(path, "attributes.商家编码", "A1", "A3")
    assert "id" in revision.refused[0].reason.en


def test_of_two_changes_in_one_place_the_second_is_refused(shop: Shop) -> None:
    path = shop.put("products.csv", SHOPIFY)
    revision = shop.revise(path, Wanted("ring", Edit("title", 0, 3, "好")), Wanted("ring", Edit("title", 2, 4, "链")))
    assert [one.wanted.edit.new for one in revision.refused] == ["链"]
    assert revision.files[0].after.decode() == SHOPIFY.replace("ring,最佳戒指", "ring,好指")


def test_good_changes_are_made_though_others_are_refused(shop: Shop) -> None:
    rows = "".join(f"A{at},最佳戒指{at},银\n" for at in range(40))
    path = shop.put("goods.csv", "商家编码,商品标题,材质\n" + rows)
    wanted = [Wanted(f"A{at}", Edit("title", 0, 2, "  " if at in (3, 17) else "好")) for at in range(40)]
    revision = shop.revise(path, *wanted)
    assert {one.wanted.listing for one in revision.refused} == {"A3", "A17"}
    assert revision.files[0].after.decode().count("最佳") == 2
    assert len(revision.done) == 38


def test_several_files_of_one_folder_change_together(shop: Shop) -> None:
    shop.put("R1/listing.yaml", "id: R1\ntitle: 最佳戒指 # 标题\n")
    page = shop.put("R1/description.zh-CN.md", "\ufeff最佳的银\r\n")
    folder = page.parent
    wanted = [Wanted("R1", Edit(name, 0, 2, "好"), "最佳") for name in shop.texts(folder)]
    revision = shop.revise(folder, *wanted)
    writers.save(revision, backup=True)
    assert (folder / "listing.yaml").read_text("utf-8") == "id: R1\ntitle: 好戒指 # 标题\n"
    assert page.read_bytes() == "\ufeff好的银\r\n".encode()
    assert (folder / "description.zh-CN.md.bak").read_bytes() == "\ufeff最佳的银\r\n".encode()


def test_a_number_stays_a_number_and_becomes_a_text_where_it_must(shop: Shop) -> None:
    path = shop.put("goods.json", '[{"sku": "A1", "title": "戒指", "price": 12.50, "material": "银"}]')
    price = next(name for name, text in shop.texts(path).items() if text == "12.50")
    kept = shop.replace(path, price, "12.50", "15.00").files[0].after.decode()
    text = shop.replace(path, price, "12.50", "15 元").files[0].after.decode()
    assert '"price": 15.00,' in kept
    assert '"price": "15 元",' in text


def test_yaml_keeps_a_text_that_looks_like_a_number_a_text(shop: Shop) -> None:
    path = shop.put("R1/listing.yaml", "title: 最佳\nattributes: {重量: 1.80, 材质: 银}\n")
    assert shop.replace(path, "title", "最佳", "925").files[0].after.decode().startswith("title: '925'\n")
    weight = shop.replace(path, "attributes.重量", "1.80", "1.85")
    assert "{重量: 1.85, 材质: 银}" in weight.files[0].after.decode()
    flow = shop.replace(path, "attributes.材质", "银", "银, 铜")
    assert "材质: '银, 铜'}" in flow.files[0].after.decode()


def test_a_letter_that_the_encoding_lacks_is_spelt_out_or_refused(shop: Shop) -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>'
    feed = head + "<item><g:id>1</g:id><g:title>bague é</g:title><g:price>1</g:price></item></channel></rss>"
    path = shop.put("feed.xml", feed.encode("iso-8859-1"))
    revision = shop.replace(path, "title", "bague", "戒")
    assert revision.files[0].after == feed.replace("bague", "&#25106;").encode("iso-8859-1")
    table = shop.put("goods.csv", "商家编码,商品标题,材质\nA1,戒指,银\n".encode("gbk"))
    assert shop.replace(table, "title", "戒", "😀").refused


def test_the_difference_is_one_that_git_applies(shop: Shop) -> None:
    rows = "".join(f"A{at},最佳戒指{at},银\r\n" for at in range(30))
    path = shop.put("goods.csv", "\ufeff商家编码,商品标题,材质\r\n" + rows + "A30,最佳,银")
    wanted = [Wanted(f"A{at}", Edit("title", 0, 2, "好\n的")) for at in (0, 4, 20, 30)]
    revision = shop.revise(path, *wanted)
    told = writers.diff(revision)
    git = shutil.which("git")
    assert git
    subprocess.run([git, "init", "-q"], cwd=shop.root, check=True)
    done = subprocess.run([git, "apply", "-"], check=False, cwd=shop.root, input=told.encode(), capture_output=True)
    assert done.stderr == b"", told
    assert path.read_bytes() == revision.files[0].after


@pytest.mark.skipif(os.name == "nt", reason="modes and links of Unix")
def test_a_written_file_keeps_its_mode_and_links_lead_to_it(shop: Shop) -> None:
    real = shop.put("real/goods.csv", "商家编码,商品标题,材质\nA1,最佳,银\n")
    real.chmod(0o640)
    link = Path(shop.root, "goods.csv")
    link.symlink_to(real)
    writers.save(shop.replace(link, "title", "最佳", "好"))
    assert (link.is_symlink(), real.stat().st_mode & 0o777) == (True, 0o640)
    assert real.read_text("utf-8").splitlines()[1] == "A1,好,银"
    assert [one.name for one in real.parent.iterdir()] == ["goods.csv"]


def test_a_change_that_renames_its_listing_takes_no_other_with_it(shop: Shop) -> None:
    path = shop.put("goods.csv", "商家编码,商品标题,材质\nA1,最佳戒指,银\nA2,最佳项链,银\n")
    revision = shop.revise(
        path, Wanted("A1", Edit("title", 0, 2, "好"), "最佳"), Wanted("A1", Edit("attributes.商家编码", 0, 2, "A9"), "A1"),
        Wanted("A1", Edit("attributes.材质", 0, 1, "铜"), "银"), Wanted("A2", Edit("title", 0, 2, "好"), "最佳"),
    )  # fmt: skip
    assert [one.wanted.edit.new for one in revision.refused] == ["A9"]
    assert revision.files[0].after.decode() == "商家编码,商品标题,材质\nA1,好戒指,铜\nA2,好项链,银\n"


def test_what_an_export_says_twice_may_be_changed_once(shop: Shop) -> None:
    item = "<item><g:id>1</g:id><title>Best ring</title><g:title>Best ring</g:title><g:link>x</g:link><g:availability>y</g:availability></item>"
    feed = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{item}</channel></rss>'
    path = shop.put("feed.xml", feed)
    first = shop.replace(path, "title", "Best", "Good")
    writers.save(first)
    assert path.read_text("utf-8") == feed.replace("<title>Best", "<title>Good")
    writers.save(shop.replace(path, "title[1]", "Best", "Good"))
    assert path.read_text("utf-8") == feed.replace("Best", "Good")
