"""What the tests of all rooms share: golden files, and makers of listings, pictures and rules."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache as remembered
from pathlib import Path
from typing import Any

import pytest

from listinglint import cache, packs
from listinglint.engine import check, plan
from listinglint.model import Field, Finding, Format, Image, Listing, Source, Verbatim
from listinglint.rulefiles import File
from listinglint.ruleset import RuleSet
from listinglint.ruleset import shipped as shipped_rules
from listinglint.text import segment
from listinglint.text.fold import Letters
from listinglint.text.letters import build as build_letters

_built_letters = remembered(build_letters)
_MARK = re.compile("<<|>>")
_BOILERPLATE = {
    "severity": "error",
    "message": '{zh: "“{match}”", en: "“{match}”"}',
    "why": "{zh: 因为, en: because}",
    "good": "[早, 晚]",
    "bad": "[中]",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files instead of comparing with them")


@pytest.fixture(scope="session", autouse=True)
def _heard() -> None:
    """Hear Ctrl-C, and let programs that tests start hear it, though whoever started the tests may be deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in the folder `golden` beside the test, or rewrite the file."""
    folder = Path(request.path).parent / "golden"
    update = request.config.getoption("--update")

    def check(name: str, text: str) -> None:
        file = folder / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"no golden file {name}; write it with pytest --update"
        assert text == file.read_bytes().decode(), f"{name} differs; look at it, then pytest --update"

    return check


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests out of the user's cache, and load letters and dictionary once for all rule sets."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LISTINGLINT_CACHE", str(folder))
        patch.setattr(packs, "build_letters", _built_letters)
        patch.setattr(segment, "_load", remembered(segment._load))
        yield folder


@pytest.fixture(scope="session")
def letters() -> Letters:
    """The letters table that texts are folded with."""
    return Letters(_built_letters())


@pytest.fixture(scope="session")
def shipped() -> RuleSet:
    """All the rules that come with listinglint, compiled once."""
    return cache.load([shipped_rules()])


@pytest.fixture
def listing() -> Callable[..., Listing]:
    """Make a listing: `listing("a description")` or `listing(title=…, bullets=[…], attributes={…}, markets=("US",))`.

    Its source has one field a line, so that lines and columns are real.
    """
    return _listing


def _listing(description: str = "", *, format: Format = "plain", **parts: Any) -> Listing:  # noqa: A002
    texts = dict(_texts({"description": description} if description else {}))
    rest = {name: parts.pop(name) for name in tuple(parts) if name in Listing._fields}
    texts.update(_texts(parts))
    source = Source("listing.txt", "\n".join(texts.values()))
    fields, at = [], 0
    for path, text in texts.items():
        fields.append(Field(path, text, Verbatim(source, at, at + len(text)), format=format))
        at += len(text) + 1
    return Listing(**{"id": "L1", "file": "listing.txt", "fields": tuple(fields), **rest})


def _texts(parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in parts.items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Mapping):
            yield from _texts({f"{name}.{key}": one for key, one in value.items()})
        else:
            yield from _texts({f"{name}[{number}]": one for number, one in enumerate(value)})


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Image]:
    """Draw a picture file and return it: `picture("main", (800, 800), "a.png")`; `content` replaces its bytes."""

    def make(
        role: str = "main", size: tuple[int, int] = (800, 800), name: str = "", index: int = 0,
        *, colour: str = "white", content: bytes | None = None,
    ) -> Image:  # fmt: skip
        from PIL import Image as Pillow

        path = tmp_path / (name or f"{role}-{index}.jpg")
        if content is None:
            Pillow.new("RGB", size, colour).save(path)
        else:
            path.write_bytes(content)
        return Image(role, path.name, str(path), path.name, index, "test")

    return make


@pytest.fixture
def ruleset() -> Callable[..., RuleSet]:
    """Compile rules from their YAML by id: `ruleset({"claims/x": "kind: phrase…"}, **{"claims/_classes": "…"})`."""
    return _ruleset


def _ruleset(rules: Mapping[str, str], **knowledge: str) -> RuleSet:
    found = [File(name, f"{name}.yaml", _whole(text)) for name, text in rules.items()]
    found += [File(name, f"{name}.yaml", text) for name, text in knowledge.items()]
    return packs.build(found)


def _whole(text: str) -> str:
    """Return a rule's YAML with whatever it does not say itself."""
    keys = set(re.findall(r"^([\w-]+):", text, re.MULTILINE))
    more = [f"{key}: {value}" for key, value in _BOILERPLATE.items() if key not in keys]
    return "\n".join([text.strip("\n"), *more])


@pytest.fixture
def findings() -> Callable[..., list[Finding]]:
    """Check one listing and return its findings; nothing may be left unchecked."""

    def run(rules: RuleSet, one: Listing) -> list[Finding]:
        result = check(one, plan(rules))
        assert result.not_checked == ()
        return list(result.findings)

    return run


@pytest.fixture
def marked(ruleset: Callable[..., RuleSet]) -> Callable[..., str]:
    """Return a description with its findings marked: `marked("kind: phrase…", "全网最佳")` is `全网<<最佳>>`."""

    def run(rule: str | Mapping[str, str], text: str, **listed: Any) -> str:
        rules = ruleset({"claims/test": rule} if isinstance(rule, str) else rule)
        clean = _MARK.sub("", text)
        result = check(_listing(clean, **listed), plan(rules))
        assert result.not_checked == ()
        return mark(clean, result.findings)

    return run


def mark(text: str, told: Sequence[Finding]) -> str:
    """Put marks around what was found in a description."""
    spans = sorted((one.place.start or 0, one.place.end or 0) for one in told if one.place.part == "description")
    for start, end in reversed(spans):
        text = f"{text[:start]}<<{text[start:end]}>>{text[end:]}"
    return text
