"""Writes listing folders of any origin in the format of a platform, and tells what that format has no place for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from re import compile as _compile

from listinglint import readers
from listinglint.errors import InputError, UsageError
from listinglint.exchange.nouns import Outcome
from listinglint.exchange.tables import written
from listinglint.model import Listing, Words
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings

Row = dict[str, str]
_INDEX = _compile(r"\[\d+\]$")
_PIDS = {"品牌": "20000", "货号": "13021751"}
_TAOBAO = ("title 宝贝名称,cid 宝贝类目,price 宝贝价格,num 宝贝数量,description 宝贝描述,cateProps 宝贝属性,picture 新图片,"
           "inputPids 用户输入ID串,inputValues 用户输入名-值对,outer_id 商家编码,wireless_desc 无线详情,subtitle 宝贝卖点,barcode 商品条形码")  # fmt: skip
_GOOGLE = {"price", "brand", "material", "color", "size", "gtin", "mpn", "availability", "condition", "gender", "age_group",
           "pattern", "product_type", "google_product_category", "sale_price"}  # fmt: skip
_SHOPIFY = {"vendor": "Vendor", "type": "Type", "tags": "Tags", "brand": "Vendor", "品牌": "Vendor"}


def texts(listing: Listing) -> Row:
    """Return the texts of a listing by path, the items of a list in one, split by `; `."""
    found: Row = {}
    for one in listing.fields:
        path = _INDEX.sub("", one.path)
        found[path] = f"{found[path]}; {one.text}" if path in found else one.text
    return found


def _google(listing: Listing) -> Iterator[Row]:
    """One row a product; attributes that the feed has no column for go into product_detail."""
    told = texts(listing)
    links = [image.ref for image in listing.images]
    row = {"id": listing.id, "title": told.pop("title", ""), "description": told.pop("description", ""),
           "image_link": links[0] if links else "", "additional_image_link": ",".join(links[1:])}  # fmt: skip
    details = []
    for path in [one for one in told if one.startswith("attributes.")]:
        name = path.removeprefix("attributes.")
        text = told.pop(path)
        if name == "id" and text == listing.id:
            continue
        if name.lower() in _GOOGLE or name == "材质":
            row["material" if name == "材质" else name.lower()] = text
        elif "," not in text and ":" not in text and ":" not in name:
            details.append(f"Details:{name}:{text}")
        else:
            row[name] = text
    row["product_detail"] = ",".join(details)
    row["product_highlight"] = told.pop("bullets", "")
    yield {**row, **told}


def _shopify(listing: Listing) -> Iterator[Row]:
    """The product's row, and one for each further picture."""
    told = texts(listing)
    row = {"Handle": listing.id, "Title": told.pop("title", ""), "Body (HTML)": told.pop("description", ""), "Vendor": "",
           "Type": "", "Tags": ""}  # fmt: skip
    row |= {"SEO Title": told.pop("seo.title", ""), "SEO Description": told.pop("seo.description", "")}
    alts = {at: told.pop(f"images[{at}].alt", "") for at in range(len(listing.images))}
    for path in [one for one in told if one.startswith("attributes.")]:
        name = path.removeprefix("attributes.")
        column = _SHOPIFY.get(name.lower())
        if not column or row[column]:
            key = _compile(r"[^a-z0-9]+").sub("-", name.lower()).strip("-") or "attribute"
            column = f"{name} (product.metafields.custom.{key})"
        row[column] = told.pop(path)
    row |= told
    for at, image in enumerate(listing.images or (None,)):
        first = row if at == 0 else {"Handle": listing.id}
        picture = {"Image Src": image.ref, "Image Position": str(at + 1), "Image Alt Text": alts[at]} if image else {}
        yield {**first, **picture}


def _taobao(listing: Listing) -> Iterator[Row]:
    """One row a product; attributes go into the names and values that the seller types in."""
    told = texts(listing)
    row = {"title": told.pop("title", ""), "description": told.pop("description", ""), "subtitle": told.pop("subtitle", ""),
           "outer_id": told.pop("attributes.商家编码", "") or listing.id, "price": told.pop("attributes.价格", ""),
           "wireless_desc": told.pop("description.mobile", ""), "barcode": told.pop("attributes.条形码", "")}  # fmt: skip
    row["picture"] = "".join(f"{image.ref}:1:{at}:|;" for at, image in enumerate(listing.images) if not image.remote)
    pids, values = [], []
    for name, pid in _PIDS.items():
        text = told.get(f"attributes.{name}", "")
        if text and "," not in text and ";" not in text:
            pids.append(pid)
            values.append(told.pop(f"attributes.{name}"))
    row |= {"inputPids": ",".join(pids), "inputValues": ",".join(values)}
    yield {**row, **told}


def _plain(listing: Listing) -> Iterator[Row]:
    """One row a product, a column for each text."""
    told = texts(listing)
    row = {"id": listing.id, "title": told.pop("title", ""), "description": told.pop("description", "")}
    row |= {path.removeprefix("attributes."): text for path, text in told.items()}
    row["images"] = "\n".join(image.ref for image in listing.images)
    yield row


PLATFORMS: dict[str, Callable[[Listing], Iterator[Row]]] = {
    "shopify": _shopify, "taobao": _taobao, "google": _google, "csv": _plain, "xlsx": _plain,
}  # fmt: skip


def convert(folder: Path, platform: str, target: Path, settings: ReadSettings) -> Outcome:
    """Write the listings below a folder in the format of a platform; raises `UsageError` for an unknown one."""
    if platform not in PLATFORMS:
        known = ", ".join(PLATFORMS)
        raise UsageError(
            f"no format '{platform}' to export to; there are: {known}", zh=f"不能导出为“{platform}”；可用：{known}"
        )
    rows: list[Row] = []
    count = 0
    for unit in readers.find([folder], settings):
        for one in readers.read(unit, settings) if isinstance(unit, Unit) else ():
            if isinstance(one, Listing):
                count += 1
                rows += PLATFORMS[platform](one)
    if not count:
        raise InputError("no listings in it", zh="里面没有商品", file=folder.as_posix())
    header = list(dict.fromkeys(name for row in rows for name in row))
    notes = _put(target, platform, header, rows)
    return Outcome(count, target, notes)


def _put(target: Path, platform: str, header: list[str], rows: list[Row]) -> tuple[Words, ...]:
    if platform == "xlsx":
        from listinglint.exchange import sheets

        table = {number: [row.get(name, "") for name in header] for number, row in enumerate(rows, 2)}
        sheets.write(target, ["listings"], {"listings": {1: list(header), **table}})
        return ()
    look = {
        "delimiter": "\t" if platform in ("google", "taobao") else ",",
        "ends": "\r\n" if platform == "taobao" else "\n",
    }
    above: list[list[str]] = []
    left: list[str] = []
    if platform == "taobao":
        names = [one.split(" ") for one in _TAOBAO.split(",")]
        known = {one[0] for one in names}
        left = [name for name in header if name not in known and any(row.get(name) for row in rows)]
        above = [["version 1.00"], [one[0] for one in names], [one[1] for one in names]]
        header = [one[0] for one in names]
        text = written([*above, *([row.get(name, "") for name in header] for row in rows)], look)
        target.write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    else:
        target.write_text(
            written([header, *([row.get(name, "") for name in header] for row in rows)], look), "utf-8", newline=""
        )
    return tuple(
        Words(f"淘宝数据包没有 {name} 的位置，未导出", f"a Taobao data pack has no place for {name}; left out")
        for name in left
    )
