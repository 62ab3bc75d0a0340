"""A small run, made by hand, that holds everything a report can have to say."""

from __future__ import annotations

import pytest

from listinglint.model import (
    Citation,
    Edit,
    Field,
    Finding,
    Fix,
    Image,
    Measured,
    NotChecked,
    Origin,
    Result,
    Severity,
    Source,
    Verbatim,
    Words,
)
from listinglint.report import Tally

LAW = Citation(
    "广告法", "第九条第三项", "广告不得使用绝对化用语", "https://law.example/ad#9", "2015-09-01", checked="2026-11-22"
)
OLD_LAW = Citation("旧办法", valid_from="2001-01-01", valid_to="2010-12-31", note="已废止")
PACKAGE = "shop/银 项链 01"


def field(file: str, path: str, text: str, start: int, end: int, cell: str = "", line: int = 1) -> Field:
    return Field(path, text[start:end], Verbatim(Source(file, text, line), start, end, cell))


def finding(one: Field | Image, span: tuple[int, int] | None, rule: str, level: Severity, **more: object) -> Finding:
    at = one.at(*span) if span and isinstance(one, Field) else one.at()
    plain = Finding(
        rule, level, "violation", "银项链-01", at, Words("“最佳”是绝对化用语", "“最佳” is an absolute term"),
        Words("广告法禁止绝对化用语。最低罚二十万元。", "The law bans absolute terms. Fines begin at 200,000 yuan."),
        fingerprint=f"{rule}:{at.part}",
    )  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


def titled() -> Result:
    """An error with an exact span and a related place, an evasion, an allowed finding, an info."""
    text = "title: ｜ＡＢＣ　全网最佳 925 银项链\nsubtitle: 最 佳礼物\ndescription: 全网 最佳，送礼佳品\n"
    title = field(f"{PACKAGE}/listing.yaml", "title", text, 7, text.index("\n"))
    start = title.text.index("最佳")
    after = text.index("description: ") + 13
    body = field(f"{PACKAGE}/listing.yaml", "description", text, after, len(text) - 1)
    begins = text.index("subtitle: ") + 10
    second = field(f"{PACKAGE}/listing.yaml", "subtitle", text, begins, begins + 5)
    fix = Fix(
        Words("删去“最佳”，写材质", "drop it, name the material"), "safe", (Edit("title", start, start + 2, "925 银"),)
    )
    absolute = finding(
        title, (start, start + 2), "claims/zh/superlative", Severity.error, related=(body.at(3, 5),),
        sources=(LAW, OLD_LAW), fix=fix, category="absolute", consequence="fine-risk",
    )  # fmt: skip
    split = absolute._replace(place=second.at(0, 3), related=(), fix=None, evasion=True, fingerprint="evasion")
    gift = finding(
        body, (6, 8), "wording/zh/gift", Severity.info,
        message=Words("“送礼”很常见", "“送礼” is common"), why=Words("", ""), consequence="advice",
    )  # fmt: skip
    allowed = absolute._replace(place=body.at(3, 5), related=(), suppressed="奖项名称, 见证书", fingerprint="allowed")
    return Result("银项链-01", PACKAGE, (absolute, split, gift), (), (allowed,))


def exported() -> Result:
    """A review in a table cell whose wording cannot be put into the file blindly, and an inexact place."""
    row = 'SKU-7,"Hypoallergenic, nickel-free ring",银\r\n'
    cell = field("exports/products 2026.csv", "title", row, 7, 39, "row 3, Title", line=3)
    edit = Edit("title", 0, 14, 'tested, "low nickel"')
    review = finding(
        cell, (0, 14), "claims/en/hypoallergenic", Severity.warning, verdict="review", listing="SKU-7",
        message=Words("“Hypoallergenic”需要检测报告", "“Hypoallergenic” needs a test report"),
        why=Words("没有统一定义。", "Nobody defines it, e.g. the FDA does not."),
        fix=Fix(Words("写明检测", "name the test"), "review", (edit,)), category="medical", consequence="refund-risk",
    )  # fmt: skip
    loose = Field("attributes.材质", "纯银", Origin(Source("exports/products 2026.csv", row, 3), 40, 41, "row 3, 材质"))
    guess = finding(
        loose, (0, 2), "materials/zh/purity", Severity.warning, listing="SKU-7", consequence="refund-risk",
        message=Words("“纯银”没有成色", "“纯银” tells no fineness"), why=Words("成色必须标明。", "Fineness must be told."),
    )  # fmt: skip
    return Result("SKU-7", "exports/products 2026.csv", (review, guess))


def pictured() -> Result:
    """Pictures: too small, a box in one named by a manifest, one that is broken, one that lies elsewhere."""
    main = Image("main", "shop/ring-02/images/主 图/01.jpg", "/pictures/01.jpg")
    source = Source("shop/ring-02/listing.yaml", "title: Ring\nimages:\n  - path: a #1.png\n")
    named = Image(
        "detail", "shop/ring-02/a #1.png", "/pictures/a.png", "a #1.png", 1, "manifest", Origin(source, 24, 34)
    )
    small = finding(
        main, None, "images/size", Severity.error, listing="ring-02", measured=Measured(620, 700, "px"),
        message=Words("主图太小", "The main picture is too small"), why=Words("小图不能放大。", "It cannot be zoomed."),
        consequence="search-suppressed",
    )  # fmt: skip
    words = finding(
        main, None, "images/words", Severity.warning, listing="ring-02", measured=Measured(3145728, 0.3, ""),
        place=named.at((10, 20, 110, 60)), related=(main.at((0, 0, 5, 5)),),
        message=Words("图上有文字", "There are words on the picture"), why=Words("平台会降权。", "Search rank falls."),
    )  # fmt: skip
    broken = NotChecked(
        "ring-02", "images[2]", "failed", Words("文件在第 512 字节处截断", "cut off after 512 bytes"),
        "shop/ring-02/images/03.jpg", rule="images/size",
    )  # fmt: skip
    remote = NotChecked(
        "ring-02", "images[3]", "unavailable", Words("远程图片", "remote picture"), "shop/ring-02/listing.yaml", 7
    )
    return Result("ring-02", "shop/ring-02", (small, words), (broken, remote))


def hostile() -> Result:
    """Names and texts that would break a report which trusts them."""
    file = 'a:b,c/100% <x> & "y" \'\udce9.md'
    text = "\tBest\x1b[2J ring\x00 ]]> ::error::no\u2028 \u202egnp.exe\r\nof <all> 100%0A times\n"
    body = field(file, "description", text, 0, len(text) - 1)
    across = finding(
        body, (1, text.index("all") + 3), "claims/en/superlative", Severity.error, listing="id,1:2%\n::warning::x",
        message=Words("“Best\x1b[2J\r\n”<不可> & 100%", "“Best\x1b[2J\r\n” <must> & 100%, go: \ud800"),
        why=Words("因为\n不行。", "Because\nof it."), fingerprint="hostile",
        fix=Fix(Words("写事实", "write facts"), "review", (Edit("description", 1, text.index("all") + 3, "Good"),)),
    )  # fmt: skip
    return Result("id,1:2%\n::warning::x", file, (across,))


def unseen() -> tuple[Result, Result]:
    """A file that is no listing, and a listing of which only something out of reach was not checked."""
    broken = NotChecked(
        "坏 文件.jsonl:4", "", "failed", Words("不是有效的 JSON：第 3 列", "not valid JSON: column 3"),
        "inbox/坏 文件.jsonl", 4,
    )  # fmt: skip
    reason = Words("需要安装 listinglint[ocr]", "needs listinglint[ocr]")
    away = tuple(
        NotChecked("clean-2", f"images[{number}].words", "unavailable", reason, "shop/clean-2") for number in range(7)
    )
    return Result("坏 文件.jsonl:4", broken.file, (), (broken,), is_listing=False), Result(
        "clean-2", "shop/clean-2", (), away
    )


@pytest.fixture(scope="session")
def results() -> tuple[Result, ...]:
    clean = Result("干净-1", "shop/干净-1")
    return (titled(), exported(), clean, pictured(), hostile(), *unseen())


@pytest.fixture(params=["zh", "en"])
def tally(request: pytest.FixtureRequest) -> Tally:
    return Tally("0123456789abcdef", request.param, baselined=2, version="9.9.9")
