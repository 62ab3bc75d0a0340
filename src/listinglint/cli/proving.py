"""`test`: every rule file proves itself."""

from __future__ import annotations

import sys
from pathlib import Path

from listinglint import cache, rulefiles, ruleset, testing
from listinglint.cli.speech import choose, language, say
from listinglint.errors import UsageError


def run(paths: tuple[Path, ...], lang: str) -> int:
    """Prove the rules below the paths (all shipped ones without any); return 2 where one of them is wrong."""
    choose(lang)
    folders = paths or (ruleset.shipped(),)
    names = {file.name for file in rulefiles.files(folders)}
    # The neighbours that examples must be innocent under are the shipped rules, whatever part is being proved.
    rules = cache.load(dict.fromkeys((ruleset.shipped(), *folders)))
    chosen = frozenset(one for one in rules.ids if one in names)
    if not chosen:
        raise UsageError("no rule files there", zh="那里没有规则文件")
    where = {file.name: file.path for file in rulefiles.files(folders)}
    count = 0
    for problem in testing.prove(rules, chosen):
        count += problem.gate
        told = problem.zh if language() == "zh" else problem.en
        sys.stdout.write(f"{where.get(problem.rule, problem.rule)}:{problem.line}: {told}\n")
    examples = sum(len(rule.good) + len(rule.bad) for rule in rules.rules if rule.id in chosen)
    en = f"{_many(len(chosen), 'rule')}, {_many(examples, 'example')}, {_many(count, 'problem')}"
    sys.stdout.write(say(en, f"{len(chosen)} 条规则，{examples} 个示例，{count} 个问题") + "\n")
    return 2 if count else 0


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
