from __future__ import annotations

import pickle

import pytest

from listinglint.errors import ConfigError, InputError, ListinglintError, Mistakes, RuleError, UsageError

ONE = RuleError("wrong", zh="有误", file="rules/x.yaml", line=3)


@pytest.mark.parametrize(
    ("error", "en", "zh"),
    [
        (ONE, "rules/x.yaml:3: wrong", "rules/x.yaml:3: 有误"),
        (ConfigError("wrong", file="a.toml"), "a.toml: wrong", "a.toml: wrong"),
        (UsageError("wrong", zh="有误"), "wrong", "有误"),
        (
            Mistakes([InputError("b", file="b", line=1), ONE, InputError("a", file="b")]),
            "b: a\nb:1: b\nrules/x.yaml:3: wrong",
            "b: a\nb:1: b\nrules/x.yaml:3: 有误",
        ),
    ],
)
def test_errors_are_told_in_both_languages_and_travel(error: ListinglintError, en: str, zh: str) -> None:
    for one in (error, pickle.loads(pickle.dumps(error))):
        assert type(one) is type(error)
        assert (one.told("en"), one.told("zh"), str(one)) == (en, zh, en)
