"""A whole shop in one YAML file: a list of listings, or one under `listings:` or `products:`."""

from __future__ import annotations

from pathlib import Path
from re import MULTILINE
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Words
from listinglint.readers import keys, manifest, tree
from listinglint.readers.album import Album
from listinglint.readers.base import Read, Reader, ReadSettings, failed, read_source
from listinglint.readers.draft import Draft
from listinglint.readers.table import start_of

TITLE = Words("商品列表（YAML）", "listings (YAML)")
LISTS = frozenset(("products", "listings", "goods", "商品", "商品列表", "产品", "产品列表"))
_KEY = _compile(r"^(-?)[ \t]+[\"']?([^\s\"':#-][^\"':\n]{0,40})[\"']?[ \t]*:", MULTILINE)
_LIST = _compile(r"^(?:-[ \t]|[\"']?(" + "|".join(sorted(LISTS)) + r")[\"']?[ \t]*:[ \t]*$)", MULTILINE)


def recognises(path: Path, head: bytes) -> bool:
    """Tell a list whose items have a title and something else that listings have."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        start = start_of(head)
    except InputError:
        return False
    if not _LIST.search(start):
        return False
    found = {keys.meaning(one[2].strip(), ReadSettings()) for one in _KEY.finditer(start)}
    goods = {"attributes", "attribute", "images", "bullets"}
    if "title" in found:
        return bool(found & {*goods, "description"})
    # A name and a description, or a picture, has many a file that is about something else.
    return "name" in found and bool(found & (goods - {"images"}))


def read(path: Path, settings: ReadSettings) -> Read:
    """Yield one listing an item, and a record for each that is none."""
    try:
        source = read_source(path, settings)
        node = tree.parse(source, "yaml")
    except InputError as broken:
        yield failed(broken, broken.file)
        return
    inner = next((one for key, one in node.entries if key in LISTS), None) if isinstance(node, tree.Table) else node
    for number, one in enumerate(inner.items if isinstance(inner, tree.Items) else (), 1):
        draft = Draft(path.parent, settings, Album(path.parent, settings, ()))
        draft.layout, draft.main_file = "yaml_list", source.file
        manifest.take(draft, path.name, one)
        draft.id = draft.id or f"{path.stem}:{number}"
        yield draft.done()


READER = Reader("yaml_list", TITLE, recognises, read)
