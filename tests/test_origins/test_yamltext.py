from __future__ import annotations

import pytest

from listinglint.errors import InputError
from listinglint.model import Source
from listinglint.origins.yamltext import Mapping, Scalar, Sequence, compose, front_matter, walk


def told(text: str) -> tuple[int, str, str]:
    with pytest.raises(InputError) as caught:
        compose(Source("a.yaml", text, line=1))
    error = caught.value
    assert error.file == "a.yaml"
    assert error.zh != error.message
    return error.line, error.message, error.zh


def test_the_tree_keeps_keys_kinds_and_places() -> None:
    text = "title: 银戒指\nspecs:\n  重量: 12\n  null-one:\nbullets: [a, 'b']\n"
    root = compose(Source("a.yaml", text))
    assert isinstance(root, Mapping)
    assert [(key.value, text[key.start : key.end]) for key, _ in root.entries] == [
        (name, name) for name in ("title", "specs", "bullets")
    ]
    specs, bullets = root.get("specs"), root.get("bullets")
    assert isinstance(specs, Mapping)
    assert isinstance(bullets, Sequence)
    assert text[bullets.start : bullets.end] == "[a, 'b']"
    kinds = [(key.value, value.kind) for key, value in specs.entries if isinstance(value, Scalar)]
    assert kinds == [("重量", "int"), ("null-one", "null")]
    assert root.get("missing") is None
    assert [(path, scalar.value) for path, scalar in walk(root)] == [
        (("title",), "银戒指"),
        (("specs", "重量"), "12"),
        (("specs", "null-one"), ""),
        (("bullets", 0), "a"),
        (("bullets", 1), "b"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\ufeff", "---\n...\n"])
def test_an_empty_document_has_no_tree(text: str) -> None:
    assert [scalar.value for _, scalar in walk(compose(Source("a.yaml", text)))] in ([], [""])


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("x: 1\na: 'x\nb: 1\n", 2, "never closed"),
        ("a: b: c\n", 1, "quote the value"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "lacks a comma or its ]"),
        ("a: 1\nb: {c: 2\n", 2, "lacks a comma or its }"),
        ("a: 1\n标题：x\nb: 2\n", 2, "full-width"),
        ("a:\n\t- x\n", 2, "spaces"),
        ("- a\nb: c\n", 2, '"- " item'),
        ("a: - b\n", 1, "line of its own"),
        ("a: 1\nb: x\x01\n", 2, "U+0001"),
        ("a: 1\nb: \ud800\n", 2, "U+D800"),
        ('a: 1\nb: "\\q"\n', 2, "escape"),
        ("a: 'x'y\n", 1, "quote the whole value"),
        ("a: |x\n  y\n", 1, "follow | or >"),
        ("a: !<x y\n", 1, "not YAML"),
        ("%YAML 3.0\n---\na: 1\n", 1, "1.2"),
        ("? [a]\n: b\n", 1, "key must be a text"),
        ("a: x\n---\nb: 1\n", 2, "one document"),
        ("a: 1\nb: 2\na: 3\n", 3, "given twice (first on line 1)"),
        ("a: 1\nb: *x\n", 2, "never set"),
        ("a: 1\nb: &x [*x]\n", 2, "inside what it repeats"),
        ("a: 1\n<<: x\n", 2, "takes a mapping"),
    ],
)
def test_mistakes_are_told_with_their_line_and_what_was_expected(text: str, line: int, part: str) -> None:
    found, message, _ = told(text)
    assert (found, part in message) == (line, True), message
    assert told(text.replace("\n", "\r\n"))[0] == line


@pytest.mark.parametrize("leaf", ["1,1,1,1,1", ""])
def test_aliases_that_multiply_are_refused(leaf: str) -> None:
    lines = [f"a: &a [{leaf}]"]
    lines += [
        f"{name}: &{name} [{','.join(['*' + before] * 10)}]" for before, name in zip("abcde", "bcdef", strict=True)
    ]
    assert "repeat more than" in told("\n".join(lines))[1]


def test_deep_nesting_is_refused_and_does_not_kill() -> None:
    assert "deep" in told("[" * 200_000)[1]
    chain = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 120)]
    assert "deep" in told("\n".join(chain))[1]


def test_aliases_and_merged_keys_point_at_what_they_repeat() -> None:
    text = "base: &b {material: 925银, title: x}\nother: {title: y, <<: [*b]}\nagain: *b\n"
    values = {path: text[scalar.start : scalar.end] for path, scalar in walk(compose(Source("a.yaml", text)))}
    assert values["other", "title"] == "y"
    assert values["other", "material"] == values["again", "material"] == "925银"


def test_front_matter_is_composed_where_it_stands() -> None:
    text = "\ufeff---  \r\nx: '--- '\r\ntitle: 最佳\r\n---\r\n# body\r\n---\r\n"
    source = Source("a.md", text)
    front = front_matter(source)
    assert front is not None
    assert text[front.body :] == "# body\r\n---\r\n"
    title = dict(walk(compose(source, front.start, front.end)))["title",]
    resolved = title.origin(source).resolve()
    assert resolved is not None
    assert (resolved[0], source.position(resolved[1].span(0, 2)[0])) == ("最佳", (3, 8))


@pytest.mark.parametrize("text", ["", "# title\n", "---\ntitle: x\n", "----\na\n---\n", "x\n---\na: 1\n---\n"])
def test_a_text_without_closed_front_matter_has_none(text: str) -> None:
    assert front_matter(Source("a.md", text)) is None


def test_mistakes_in_front_matter_name_the_line_of_the_file() -> None:
    source = Source("a.md", "---\na: 1\na: 2\n---\nbody\n")
    front = front_matter(source)
    assert front is not None
    with pytest.raises(InputError) as caught:
        compose(source, front.start, front.end)
    assert caught.value.line == 3
