"""Reads what a listing file (listing.yaml, .json, .toml or the head of a Markdown file) says of a product."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from re import compile as _compile

from listinglint.errors import InputError
from listinglint.model import Allowance, Format, Place, Proof, Words
from listinglint.readers import keys
from listinglint.readers.album import Alt, remote
from listinglint.readers.draft import Draft
from listinglint.readers.locales import lang_of, locale_of
from listinglint.readers.roles import PICTURES, ROLES, role_named
from listinglint.readers.tree import Items, Node, Table, Value, line_of, place_at, place_of, told, values
from listinglint.text.view import looks_like_html

SCHEMA = "1"
_SPOKEN = ("title", "subtitle", "description", "bullets", "keywords", "seo.title", "seo.description")
SETTINGS = ("schema", "id", "lang", "category", "markets", "channels", "images")
_SEPARATORS = _compile(r"\s*[,，、;；/|]\s*")
_ROLE_KEYS = ("role", "用途", "类型")
_PATH_KEYS = ("path", "file", "src", "url", "href", "图片", "文件")
_LABELS = ("label", "name", "key", "名称", "属性")


def take(draft: Draft, file: str, node: Node | None, *, front_matter: bool = False) -> None:
    """Take everything that a manifest says; `file` is its path below the listing folder."""
    if node is None:
        if not front_matter:
            draft.note(file, "", Words("文件为空", "the file is empty"))
        return
    if not isinstance(node, Table):
        draft.fail(InputError(
            "'key: value' entries of one listing were expected, not a list or a text",
            zh="应为一个商品的“键: 值”，不能是列表或纯文字", file=draft.shown(file), line=line_of(node),
        ), file)  # fmt: skip
        return
    for key, inner in _settled_first(draft, node):
        _entry(draft, file, key, inner)
    draft.note(file, "listing", Words("商品清单", "the listing's manifest"))


def take_setting(draft: Draft, file: str, target: str, value: Value) -> None:
    """Take one value that is told elsewhere than in a manifest: `target` is one of `SETTINGS`."""
    _ACTS[target](draft, file, value)


def take_attributes(draft: Draft, file: str, node: Node) -> None:
    """Take the attributes that a file of their own holds."""
    inner = node.get("attributes", "属性") if isinstance(node, Table) and len(node.entries) == 1 else None
    _attributes(draft, file, inner or node)


def _settled_first(draft: Draft, node: Table) -> list[tuple[str, Node]]:
    """Return the entries, those first that the others are read by (the language)."""
    return sorted(node.entries, key=lambda entry: keys.meaning(entry[0], draft.settings) != "lang")


def _entry(draft: Draft, file: str, key: str, node: Node) -> None:
    target = keys.meaning(key, draft.settings)
    if target == "name":
        target = "title" if not draft.has("title") else f"attributes.{key}"
    if target == "variants" and not isinstance(node, Items):
        target = "attribute"  # 规格: 5 mm is a measure, a list under 规格 the variants
    act = _ACTS.get(target)
    if act is not None:
        act(draft, file, node)
    elif target in _SPOKEN:
        _spoken(draft, file, target, node)
    elif target == "attribute":
        flat(draft, keys.attribute(key, draft.settings), node)
    elif not target and _pictures_only(node):
        _images(draft, file, node, role_named(key))
    elif target:
        flat(draft, target, node)
    else:
        _unknown(draft, file, key, node)


def _unknown(draft: Draft, file: str, key: str, node: Node) -> None:
    line = line_of(node)
    if not line:
        return
    flat(draft, key, node)
    why = Words(f"未知的键“{key}”（第 {line} 行），按普通文字检查",
                f"unknown key '{key}' (line {line}); its text is checked under this name")  # fmt: skip
    draft.note(file, key, why)


def flat(draft: Draft, name: str, node: Node, rest: str = "", locale: str = "") -> None:
    """Take every value under a name: list items numbered, nested keys behind dots."""
    if isinstance(node, Value):
        if not node.empty:
            form: Format = "html" if looks_like_html(node.text) else "plain"
            draft.put(name, node.text, node.origin, rest=rest, locale=locale, form=form)
    elif isinstance(node, Items):
        for index, item in enumerate(node.items):
            flat(draft, name, item, f"{rest}[{index}]", locale)
    else:
        for key, item in node.entries:
            flat(draft, name, item, f"{rest}.{key}", locale)


def _spoken(draft: Draft, file: str, name: str, node: Node) -> None:
    """Take a text that may be given once for each language: `title: {zh: …, en: …}`."""
    entries = node.entries if isinstance(node, Table) else (("", node),)
    for key, inner in entries:
        locale = locale_of(key)
        if name == "description" and isinstance(inner, Value) and _is_file(draft, inner.text):
            draft.note(file, "description", Words(f"见文件“{inner.text}”", f"the text lies in '{inner.text}'"))
            draft.described.append((inner.text.strip(), locale))
            continue
        tail = f".{key}" if key and not locale else ""
        items = inner.items if isinstance(inner, Items) else (inner,)
        listed = isinstance(inner, Items) or name == "bullets"
        for index, item in enumerate(items):
            rest = f"{tail}[{index}]" if listed else tail
            _one(draft, name, item, rest, locale)


def _one(draft: Draft, name: str, node: Node, rest: str, locale: str) -> None:
    if not isinstance(node, Value):
        flat(draft, name, node, rest, locale)
    elif not node.empty:
        form: Format = "html" if looks_like_html(node.text) else "plain"
        draft.put(name, node.text, node.origin, rest=rest, locale=locale, form=form, explicit=bool(locale))


def _is_file(draft: Draft, text: str) -> bool:
    """Tell whether a description is the name of a text file in the listing's folder."""
    name = text.strip()
    short = "\n" not in name and len(name) < 200 and PurePath(name).suffix.lower() in (".md", ".txt", ".html", ".htm")
    return short and ".." not in PurePath(name).parts and not name.startswith("/") and (draft.folder / name).is_file()


def _id(draft: Draft, _file: str, node: Node) -> None:
    draft.id = draft.id or _text(node)


def _lang(draft: Draft, _file: str, node: Node) -> None:
    draft.lang = draft.lang or lang_of(locale_of(_text(node)))


def _category(draft: Draft, _file: str, node: Node) -> None:
    draft.category = draft.category or " > ".join(one.text for one in values(node))


def _markets(draft: Draft, _file: str, node: Node) -> None:
    draft.markets = draft.markets or tuple(dict.fromkeys(keys.market(one) for one in _names(node)))


def _channels(draft: Draft, _file: str, node: Node) -> None:
    draft.channels = draft.channels or tuple(dict.fromkeys(keys.channel(one) for one in _names(node)))


def _schema(draft: Draft, file: str, node: Node) -> None:
    told = _text(node)
    if told and told != SCHEMA and "://" not in told and not told.endswith(".json"):
        why = Words(
            f"清单版本 {told} 未知，按版本 {SCHEMA} 读取",
            f"schema {told} is not known; read as schema {SCHEMA}",
        )
        draft.unavailable.append(("schema", why, draft.shown(file)))


def _attributes(draft: Draft, file: str, node: Node) -> None:
    """Take attributes: a mapping, or a list of {label: …, value: …}."""
    if isinstance(node, Items):
        for item in node.items:
            label = item.get(*_LABELS) if isinstance(item, Table) else None
            value = item.get("value", "值") if isinstance(item, Table) else None
            if isinstance(label, Value) and value is not None:
                flat(draft, keys.attribute(label.text, draft.settings), value)
            elif isinstance(item, Table):
                _attributes(draft, file, item)
            else:
                flat(draft, "attributes", item, f"[{node.items.index(item)}]")
    elif isinstance(node, Table):
        for key, inner in node.entries:
            flat(draft, keys.attribute(key, draft.settings), inner)
    else:
        flat(draft, "attributes", node)


def _variants(draft: Draft, _file: str, node: Node) -> None:
    flat(draft, "variants", node)


def _seo(draft: Draft, file: str, node: Node) -> None:
    if not isinstance(node, Table):
        flat(draft, "seo", node)
        return
    for key, inner in node.entries:
        name = keys.meaning(key, draft.settings)
        if name in ("title", "description"):
            _spoken(draft, file, f"seo.{name}", inner)
        else:
            flat(draft, f"seo.{key}", inner)


def _images(draft: Draft, file: str, node: Node, role: str = "") -> None:
    """Take pictures: a list of paths or addresses, or a mapping from roles to such lists."""
    if isinstance(node, Items):
        for item in node.items:
            _images(draft, file, item, role)
    elif isinstance(node, Value):
        _picture(draft, node, role)
    elif isinstance(path := node.get(*_PATH_KEYS), Value):
        own = node.get(*_ROLE_KEYS)
        named = _role(draft, file, own.text, own) if isinstance(own, Value) else ""
        alt = node.get("alt", "alt_text", "替代文字", "说明")
        words = Alt(alt.text, alt.origin) if isinstance(alt, Value) and alt.text.strip() else None
        _picture(draft, path, named or role, words)
    else:
        for key, inner in node.entries:
            _images(draft, file, inner, _role(draft, file, key, inner))


def _role(draft: Draft, file: str, name: str, node: Node) -> str:
    own = {keys.plain(one): role for one, role in draft.settings.roles.items()}
    role = own.get(keys.plain(name)) or role_named(name)
    if not role:
        known = ", ".join(ROLES)
        why = Words(f"未知的图片用途“{name}”（第 {line_of(node)} 行），按 other 处理；可用：{known}",
                    f"unknown picture role '{name}' (line {line_of(node)}), read as other; known are {known}")  # fmt: skip
        draft.note(file, "images", why)
    return role or "other"


def _picture(draft: Draft, node: Value, role: str, alt: Alt | None = None) -> None:
    if node.empty or not node.text.strip():
        return
    try:
        draft.album.manifest(node.text.strip(), role, node.origin, alt)
    except InputError as error:
        draft.fail(error)


def _pictures_only(node: Node) -> bool:
    """Tell whether all that a key holds are names of pictures."""
    found = [one.text.strip() for one in values(node)]
    names = [one.partition("?")[0] if remote(one) else one for one in found]
    return bool(names) and all(
        PurePath(one).suffix.lower() in PICTURES and "\n" not in one and len(one) < 500 for one in names
    )


def _lint(draft: Draft, file: str, node: Node) -> None:
    """Take the exceptions that the listing writes down itself: `lint: {allow: [{rule: …, reason: …}]}`."""
    entries = node.get("allow", "允许") if isinstance(node, Table) else None
    for index, entry in enumerate(entries.items if isinstance(entries, Items) else ()):
        rule, reason, field, match = (
            _text(entry.get(key)) if isinstance(entry, Table) else "" for key in ("rule", "reason", "field", "match")
        )
        if not rule:
            _misread(draft, file, entry)
            continue
        draft.allow.append(Allowance(rule, reason, field, match, place_of(entry, f"lint.allow[{index}]")))
    if not isinstance(entries, Items):
        _misread(draft, file, node)


def _misread(draft: Draft, file: str, node: Node) -> None:
    draft.fail(InputError(
        "lint takes 'allow', a list of {rule: …, reason: …}; this exception is not applied",
        zh="lint 下应为 allow 列表，每项写 {rule: …, reason: …}；此例外未生效",
        file=draft.shown(file), line=line_of(node),
    ))  # fmt: skip


def _evidence(draft: Draft, file: str, node: Node) -> None:
    """Take the documents that prove what the listing claims; they lie below the listing's folder or beside it."""
    from listinglint.readers import proofs  # few listings name any

    def where(pointer: proofs.Pointer) -> Place | None:
        return place_at(node, pointer, "evidence")

    for one in proofs.read(told(node), where, (draft.folder / file).parent):
        if isinstance(one, Proof):
            draft.evidence.append(one)
        else:
            draft.fail(proofs.error(one, where, draft.shown(file)))


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Value) and not node.empty else ""


def _names(node: Node) -> list[str]:
    return [part for one in values(node) for part in _SEPARATORS.split(one.text.strip()) if part]


_ACTS: dict[str, Callable[[Draft, str, Node], None]] = {
    "schema": _schema, "id": _id, "lang": _lang, "category": _category, "markets": _markets, "channels": _channels,
    "attributes": _attributes, "variants": _variants, "seo": _seo, "images": _images, "lint": _lint,
    "evidence": _evidence,
}  # fmt: skip
