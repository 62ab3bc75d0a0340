"""The templates of pages, and what every page carries inside: style and script, so that it needs no network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint.reporters.page_names import NAMES

if TYPE_CHECKING:
    from jinja2 import Template

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Template:
    """Return a template; whatever a listing says is escaped in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 60 ms, only for pages

    made = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["names"] = NAMES
    return made.get_template(name)


def scripted(script: str) -> dict[str, Any]:
    """Return style and script of a page, and the digest by which a browser runs this script and no other."""
    from markupsafe import Markup  # comes with jinja2

    text = (PAGES / script).read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    css = (PAGES / "report.css").read_text(encoding="utf-8")
    return {"css": Markup(css), "js": Markup(text), "script_hash": f"sha256-{digest}"}  # noqa: S704  # our own files
