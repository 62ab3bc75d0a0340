"""`rules` and `explain`: what is checked, why, on what authority, with examples."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from listinglint import cache, ruleset
from listinglint.cli.speech import choose, language, say
from listinglint.counted import unfilled
from listinglint.errors import UsageError
from listinglint.reporters.text_ import citation
from listinglint.rule import Example, Rule


def _all(folders: tuple[Path, ...]) -> ruleset.RuleSet:
    return cache.load((ruleset.shipped(), *folders))


def listed(
    prefixes: tuple[str, ...], category: str, market: str, channel: str, folders: tuple[Path, ...], lang: str
) -> int:
    """Print one line a rule: id, severity, kind, what it says."""
    choose(lang)
    rules = [
        rule
        for rule in _all(folders).select(prefixes).rules
        if (not category or rule.category == category)
        and (not market or not rule.applies.markets or market in rule.applies.markets)
        and (not channel or channel in _channels(rule))
    ]
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in sorted(rules, key=lambda one: one.id):
        told = unfilled(rule.message.told(language())) + (say("  [asked for]", "  [按需启用]") if rule.opt_in else "")
        sys.stdout.write(f"{rule.id:<{width}}  {rule.severity.name:<7}  {rule.kind:<7}  {told}\n")
    sys.stdout.write(say(f"{len(rules)} rule{'' if len(rules) == 1 else 's'}", f"{len(rules)} 条规则") + "\n")
    return 0


def _channels(rule: Rule) -> set[str]:
    bounds = getattr(rule, "limits", ())
    return set(rule.applies.channels).union(*(bound.channels for bound in bounds))


def explained(name: str, folders: tuple[Path, ...], lang: str) -> int:
    """Print everything about one rule."""
    choose(lang)
    rules = {rule.id: rule for rule in _all(folders).rules}
    if name not in rules:
        near = ([one for one in rules if name in one] or get_close_matches(name, rules, 3))[:5]
        hint = say(f"; did you mean {', '.join(near)}?", f"；是否指 {'、'.join(near)}？") if near else ""
        raise UsageError(f"no rule '{name}'{hint}", zh=f"没有规则“{name}”{hint}")
    sys.stdout.writelines(_page(rules[name]))
    return 0


def _page(rule: Rule) -> Iterator[str]:
    lang = language()
    verdict = say("review", "需人工复核") if rule.verdict == "review" else say("violation", "违规")
    yield f"{rule.id}\n\n  {unfilled(rule.message.told(lang))}\n\n"
    yield f"{say('severity', '级别')}: {rule.severity.name} · {verdict} · {rule.consequence} · {rule.kind}\n"
    scope = rule.applies
    for title, values in (
        (say("markets", "市场"), scope.markets),
        (say("languages", "语言"), scope.languages),
        (say("channels", "平台"), scope.channels),
        (say("goods", "品类"), scope.categories),
        (say("fields", "字段"), scope.fields),
        (say("not in", "除外字段"), scope.not_fields),
        (say("excused when", "放过"), rule.unless),
    ):
        if values:
            yield f"{title}: {', '.join(values)}\n"
    if rule.opt_in:
        yield say(f'silent until asked for, as [severity] "{rule.id}" = "{rule.severity.name}" in listinglint.toml\n',
                  f'按需启用：在 listinglint.toml 的 [severity] 下写 "{rule.id}" = "{rule.severity.name}"\n')  # fmt: skip
    yield f"\n{say('Why', '原因')}\n  {rule.why.told(lang)}\n"
    if rule.instead:
        yield f"\n{say('Write instead', '建议')}\n  {rule.instead.told(lang)}\n"
    yield f"\n{say('Authority', '依据')}\n" if rule.sources else ""
    for source in rule.sources:
        checked = say(f"checked {source.checked}", f"核对于 {source.checked}") if source.checked else ""
        yield f"  {citation(source)}  {source.title}  {source.url}  {checked}  {source.note}".rstrip() + "\n"
    for title, examples in ((say("Good", "可以"), rule.good), (say("Bad", "不可以"), rule.bad)):
        yield f"\n{title}\n"
        yield from (f"  {_told(example)}\n" for example in examples)


def _told(example: Example) -> str:
    value = example.value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
