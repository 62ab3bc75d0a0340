"""The JSON contract: what is written fits the schemas that ship, and says what the finding says."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from listinglint.model import Result
from listinglint.report import Tally
from listinglint.reporters import json_, jsonl_


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("listinglint") / "schemas" / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return found


def part(name: str) -> Draft202012Validator:
    """The schema of one kind of record, which tells mistakes better than the choice between all."""
    whole = schema("report.schema.json")
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})


def test_every_line_fits_the_schema(results: tuple[Result, ...], tally: Tally) -> None:
    lines = [json.loads(line) for line in "".join(jsonl_.render(results, tally)).splitlines()]
    whole = Draft202012Validator(schema("report.schema.json"))
    for one in lines:
        part(one["type"]).validate(one)
        whole.validate(one)
    kinds = [one["type"] for one in lines]
    assert {kind: kinds.count(kind) for kind in kinds} == {"finding": 9, "not-checked": 10, "summary": 1}
    assert kinds[-1] == "summary"


def test_document_fits_the_schema_and_says_the_same(results: tuple[Result, ...], tally: Tally) -> None:
    lines = [json.loads(line) for line in jsonl_.render(results, Tally(tally.rules_digest, tally.lang, version="9"))]
    document = json.loads("".join(json_.render(results, Tally(tally.rules_digest, tally.lang, version="9"))))
    part("document").validate(document)
    Draft202012Validator(schema("report.schema.json")).validate(document)
    flat = [
        record for one in document["results"] for record in (*one["findings"], *one["suppressed"], *one["not_checked"])
    ]
    assert [*flat, document["summary"]] == lines
    assert [one["is_listing"] for one in document["results"]] == [one.is_listing for one in results]


def test_schema_names_every_key(results: tuple[Result, ...], tally: Tally) -> None:
    """The schema lets later versions add keys; this version adds none that it does not name."""
    named = schema("report.schema.json")["$defs"]
    for line in jsonl_.render(results, tally):
        one = json.loads(line)
        assert set(one) == set(named[one["type"]]["properties"]) == set(named[one["type"]]["required"])
        for name, key in (("place", "related"), ("source", "sources")):
            for inner in one.get(key, ()):
                assert set(inner) <= set(named[name]["properties"])


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("severity", "fatal"), ("line", 0), ("start", -1), ("box", [1, 2, 3]), ("schema", 2), ("message", None)],
)
def test_schema_refuses(key: str, wrong: object, results: tuple[Result, ...], tally: Tally) -> None:
    one = json.loads(next(jsonl_.render(results, tally)))
    assert part("finding").is_valid(one)
    assert not part("finding").is_valid(one | {key: wrong})
    assert not part("finding").is_valid({name: value for name, value in one.items() if name != key})


def test_offsets_and_positions_are_those_of_the_finding(results: tuple[Result, ...], tally: Tally) -> None:
    one = json.loads(next(jsonl_.render(results, tally)))
    assert (one["start"], one["end"], one["text"]) == (7, 9, "最佳")
    assert (one["line"], one["column"], one["end_line"], one["end_column"]) == (1, 15, 1, 17)
    assert one["related"][0]["field"] == "description"
    assert one["fix"]["edits"] == [{"field": "title", "start": 7, "end": 9, "new": "925 银"}]


def test_half_characters_and_line_ends_come_back_unharmed(results: tuple[Result, ...], tally: Tally) -> None:
    text = "".join(jsonl_.render(results, tally))
    assert text.count("\n") == len(text.splitlines())
    found = next(one for one in map(json.loads, text.splitlines()) if one.get("listing", "").startswith("id,1"))
    finding = results[4].findings[0]
    assert (found["file"], found["message"]) == (finding.place.file, finding.message.told(tally.lang))
    assert found["text"] == finding.place.text


@pytest.mark.parametrize(
    "line",
    [
        {"id": "1"},
        {"id": 7, "lang": "zh-CN", "market": "CN", "channels": ["taobao", "jd"], "category": "jewellery"},
        {"title": {"zh": "银戒指", "en": "Ring"}, "description": "<p>x</p>", "bullets": ["a", "b"], "变体": ["红"]},
        {"attributes": {"材质": ["925银", "珍珠"], "weight": 3.2, "waterproof": True}},
        {"images": ["a.jpg", {"url": "https://x.example/b.jpg", "role": "detail", "alt": "b"}], "image_text": ["买"]},
        {"lint": {"allow": [{"rule": "claims/zh", "reason": "奖项"}]}},
    ],
)
def test_listings_schema_accepts(line: dict[str, Any]) -> None:
    Draft202012Validator(schema("listings.schema.json")).validate(line)


@pytest.mark.parametrize(
    "line",
    [
        [], {"id": {}}, {"lang": "Chinese, mostly", "bullets": "one"}, {"images": [{"role": "main"}]},
        {"images": [{"path": "a.jpg", "role": "hero"}]}, {"lint": {"allow": [{"rule": "claims"}]}}, {"attributes": []},
    ],
)  # fmt: skip
def test_listings_schema_refuses(line: object) -> None:
    assert not Draft202012Validator(schema("listings.schema.json")).is_valid(line)


def test_listings_schema_names_every_key_of_the_reader() -> None:
    from listinglint.readers.listings import _OWN

    assert set(schema("listings.schema.json")["properties"]) == _OWN
