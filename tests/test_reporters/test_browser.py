"""The page in a real browser: filters, search, languages, copying, keyboard, and the axe rules for accessibility."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from listinglint.cli.checking import run
from listinglint.cli.request import Request

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'listinglint[browser]'")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium: apt install chromium, or name one in CHROMIUM")
    with api.sync_playwright() as play:
        sandboxed = hasattr(os, "geteuid") and os.geteuid() != 0
        opened = play.chromium.launch(executable_path=found, args=[] if sandboxed else ["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "报告 1.html"
    shown = tuple(EXAMPLES / name for name in ("zh-necklace-bad", "en-bracelet-bad", "catalogue", "zh-ring-good"))
    code = run(Request(shown, lang="zh", output_format="html", output=path))
    assert code == 1
    return path


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(report.as_uri())
    yield opened
    context.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def shown(page: Any) -> list[str]:
    names: list[str] = page.eval_on_selector_all(
        ".card", "cards => cards.filter(one => one.offsetParent !== null).map(one => one.dataset.listing)"
    )
    return names


def test_search_and_clear(page: Any) -> None:
    everything = shown(page)
    assert len(everything) > 5
    page.fill("input[name=search]", "n3302")
    assert shown(page) == ["N3302"]
    assert page.text_content("#told").strip() == f"显示 1 / {len(everything)} 个商品"
    page.click("button[type=reset]")
    page.wait_for_selector(f"#told:has-text('显示 {len(everything)} /')")


def test_severity_topic_verdict_and_channel(page: Any) -> None:
    page.uncheck("input[value=error]")
    page.uncheck("input[value=warning]")
    visible = ".finding:not([hidden])"
    assert page.locator(f"{visible}.error").count() == page.locator(f"{visible}.warning").count() == 0
    assert page.locator(f"{visible}.info").count() > 0
    page.check("input[value=error]")
    page.select_option("select[name=topic]", "materials")
    topics = page.eval_on_selector_all(visible, "all => [...new Set(all.map(one => one.dataset.topic))]")
    assert topics == ["materials"]
    page.select_option("select[name=topic]", "")
    page.check("input[value=warning]")
    page.select_option("select[name=verdict]", "review")
    verdicts = page.eval_on_selector_all(visible, "all => [...new Set(all.map(one => one.dataset.verdict))]")
    assert verdicts == ["review"]
    page.select_option("select[name=verdict]", "")
    page.select_option("select[name=consequence]", "fine-risk")
    risks = page.eval_on_selector_all(visible, "all => [...new Set(all.map(one => one.dataset.consequence))]")
    assert risks == ["fine-risk"]
    page.select_option("select[name=consequence]", "")
    page.select_option("select[name=channel]", "taobao")
    channels = page.eval_on_selector_all(".card:not([hidden])", "all => all.map(one => one.dataset.channels)")
    assert channels
    assert all("taobao" in one.split() for one in channels)


def test_language_switch_is_remembered(page: Any) -> None:
    assert page.locator("h1").inner_text() == "商品检查结果"
    page.click("#language")
    assert page.locator("h1").inner_text() == "Listing check"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("select[name=verdict] option").all_inner_texts() == ["all", "violation", "to review"]
    page.reload()
    assert page.locator("h1").inner_text() == "Listing check"
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_copy_gives_the_wording_in_the_language_shown(page: Any) -> None:
    button = page.locator(".copy").first
    button.click()
    page.wait_for_selector("#told:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-zh")
    page.click("#language")
    button.click()
    page.wait_for_selector("#told:has-text('copied')")
    assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-en")


def test_everything_can_be_reached_with_the_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    summary = page.locator(".finding summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".finding details").first.get_attribute("open") is not None


@pytest.mark.parametrize(("scheme", "lang"), [("light", "zh"), ("dark", "en")])
def test_axe_finds_nothing(page: Any, scheme: str, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install 'listinglint[browser]'")
    page.emulate_media(color_scheme=scheme)
    if lang == "en":
        page.click("#language")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_nothing_runs_out_of_a_narrow_window(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_and_light_can_be_chosen(page: Any) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.click("#theme")
    assert page.evaluate(paper) != "rgb(255, 255, 255)"


def test_print_shows_what_was_not_checked_and_hides_controls(page: Any) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#filters").is_visible() is False
    assert page.locator(".notes").is_visible() is True
    assert page.locator(".card .missing:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".card .missing[open]").count() == 0


def test_a_reason_unfolds_where_it_is_asked_for(page: Any) -> None:
    details = page.locator(".finding details").first
    details.locator("summary").click()
    page.wait_for_selector(".finding details[open] .body")
    note = page.locator(f"#{details.get_attribute('data-note')} .body")
    assert details.locator(".body").inner_text() == note.inner_text()


def test_boxes_lie_on_their_pictures(browser: Any, tmp_path: Path) -> None:
    from PIL import Image as Pillow

    from listinglint.model import Finding, Place, Result, Severity, Words
    from listinglint.report import Tally
    from listinglint.reporters import html_
    from listinglint.sketch import Sketch, SketchImage

    Pillow.new("RGB", (1600, 800), "white").save(tmp_path / "a.png")
    place = Place("a.png", "images[0]", image="a.png", box=(400, 200, 800, 600))
    told = Finding("images/words", Severity.error, "violation", "L", place, Words("字", "words"), Words("", ""))
    sketch = Sketch(images=(SketchImage("images[0]", "main", "a.png", str(tmp_path / "a.png")),))
    html_.write((Result("L", "f", (told,), sketch=sketch),), Tally(lang="zh"), tmp_path / "r.html")
    page = browser.new_page()
    page.goto((tmp_path / "r.html").as_uri())
    image, box = (page.locator(name).first.bounding_box() for name in (".frame img", ".frame .box"))
    assert box["x"] - image["x"] == pytest.approx(image["width"] / 4, abs=1.5)
    assert box["y"] - image["y"] == pytest.approx(image["height"] / 4, abs=1.5)
    assert box["width"] == pytest.approx(image["width"] / 4, abs=1.5)
    assert box["height"] == pytest.approx(image["height"] / 2, abs=1.5)
    page.close()


def test_the_dashboard_is_clean_and_fits_a_phone(browser: Any, tmp_path: Path) -> None:
    from listinglint.cli import recording

    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install 'listinglint[browser]'")
    for _ in range(2):
        run(Request((EXAMPLES,), lang="zh", output_format="csv", output=tmp_path / "a.csv", record=tmp_path / "h.db"))
    recording.trend(tmp_path / "h.db", tmp_path / "d.html", 30, "zh")
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto((tmp_path / "d.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert [(one["id"], one["nodes"][0]["html"]) for one in axe.Axe().run(page).response["violations"]] == []
    page.click("#language")
    assert page.locator("h1").inner_text() == "Listing dashboard"
    page.close()
