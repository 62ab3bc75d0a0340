"""Made-up phrases, and listings in which every tenth text holds one of them: what each tool must find is known."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import listings

_ONSETS, _VOWELS, _CODAS = (
    ["b", "br", "d", "dr", "f", "gl", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w", "z"],
    "aeiou",
    ["b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "x"],
)
# Letters of praise that none of the sentences of the corpus holds.
_LETTERS = "极致臻选尊享奢华匠璀璨魅惑传奇巅峰殿堂殊荣瑰宝凝聚岁典藏绝伦惊艳无双稀世御赐"
_RULE = """\
kind: phrase
severity: error
consequence: advice
message: {{zh: "“{{match}}”", en: "“{{match}}”"}}
why: {{zh: 测速。, en: Speed.}}
phrases:
{phrases}
good: [普通的一句话, A plain sentence]
bad: [{bad}]
"""


class Corpus(NamedTuple):
    """Texts, the phrases that are looked for in them, and how many stand there."""

    lang: str
    texts: tuple[str, ...]
    phrases: tuple[str, ...]
    planted: int


def make(lang: str, count: int, number: int, seed: int = 11) -> Corpus:
    """Return `count` texts of about a kilobyte and `number` phrases; one phrase stands in every tenth text."""
    rng = random.Random(seed)  # noqa: S311  # a repeatable corpus, not a secret
    made: dict[str, None] = {}
    while len(made) < number:
        made[_phrase(rng, lang)] = None
    phrases = tuple(made)
    texts = [json.loads(line)["description"] for line in listings(count, lang)]
    planted = range(0, count, 10)
    for place in planted:
        texts[place] += (" It is {} too." if lang == "en" else "这是{}的。").format(rng.choice(phrases))
    return Corpus(lang, tuple(texts), phrases, len(planted))


def _phrase(rng: random.Random, lang: str) -> str:
    if lang == "zh":
        return "".join(rng.sample(_LETTERS, rng.choice((3, 4))))
    return " ".join(_word(rng) for _ in range(rng.choice((1, 2, 2))))


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(3)) + rng.choice(_CODAS)


def write(corpus: Corpus, folder: Path) -> None:
    """Write a corpus in the forms that the tools read: a listings file, files of text, lists, and a rule of our own."""
    (folder / "texts.json").write_text(json.dumps(corpus.texts), encoding="utf-8")
    (folder / "phrases.json").write_text(json.dumps(corpus.phrases), encoding="utf-8")
    with (folder / "goods.jsonl").open("w", encoding="utf-8") as file:
        for number, text in enumerate(corpus.texts):
            told = {"id": f"L{number}", "lang": corpus.lang, "description": text}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    (folder / "files").mkdir()
    for number, text in enumerate(corpus.texts):
        (folder / "files" / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    rules = "".join(f"  - {{expected: 'X{number}', pattern: {one}}}\n" for number, one in enumerate(corpus.phrases))
    (folder / "prh.yml").write_text("version: 1\nrules:\n" + rules, encoding="utf-8")
    _rule(corpus, folder / "rules" / "bench" / "phrases.yaml")


def _rule(corpus: Corpus, path: Path) -> None:
    path.parent.mkdir(parents=True)
    boundary = ", boundary: false" if corpus.lang == "zh" else ""
    phrases = "\n".join(f"  - {{term: {one}{boundary}}}" for one in corpus.phrases)
    bad = f"这是<<{corpus.phrases[0]}>>的" if corpus.lang == "zh" else f"It is <<{corpus.phrases[0]}>>"
    path.write_text(_RULE.format(phrases=phrases, bad=bad), encoding="utf-8")
