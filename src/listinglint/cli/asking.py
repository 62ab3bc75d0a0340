"""The questions of `init`, asked only where somebody sits at a terminal; an empty answer takes what is proposed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from listinglint.cli.speech import say
from listinglint.config import CHANNELS

Ask = Callable[[str], str]
_NAMES = {
    "taobao": "淘宝", "tmall": "天猫", "jd": "京东", "pdd": "拼多多", "1688": "1688", "aliexpress": "速卖通",
    "amazon": "亚马逊", "google": "Google Shopping",
}  # fmt: skip


def at_a_terminal() -> bool:
    """Tell whether there is anybody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def channels(proposed: Sequence[str], ask: Ask = input) -> tuple[str, ...]:
    """Ask on which marketplaces the goods are sold, by number or name, until every answer is known."""
    sys.stdout.write(say("On which marketplaces do you sell?\n", "商品在哪些平台卖？\n"))
    for number, name in enumerate(CHANNELS, 1):
        chinese = f" {_NAMES[name]}" if name in _NAMES and say("", "zh") else ""
        sys.stdout.write(f"  {number:>2} {name}{chinese}\n")
    default = ", ".join(proposed) or say("none", "无")
    while True:
        told = ask(
            say(f"Numbers or names, blanks between [{default}]: ", f"填编号或名称，空格分开 [{default}]：")
        ).split()
        chosen = [_channel(one) for one in told]
        if all(chosen):
            return tuple(dict.fromkeys(chosen)) if chosen else tuple(proposed)
        wrong = " ".join(one for one, name in zip(told, chosen, strict=True) if not name)
        sys.stdout.write(say(f"not known: {wrong}\n", f"没有这个：{wrong}\n"))


def _channel(told: str) -> str:
    told = told.strip("，,、").lower()
    if told.isdigit() and 1 <= int(told) <= len(CHANNELS):
        return CHANNELS[int(told) - 1]
    chinese = {zh: name for name, zh in _NAMES.items()}
    return told if told in CHANNELS else chinese.get(told, "")


def yes(question: str, ask: Ask = input) -> bool:
    """Ask for yes or no; empty means yes."""
    return ask(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes", "是", "好")
