"""The kinds of rules: one small module each, loaded when a rule names it."""

from __future__ import annotations

from importlib import import_module

from listinglint.errors import UsageError
from listinglint.rule import Rule

_BUILT_IN = {
    "phrase": "listinglint.kinds.phrase:PhraseRule",
    "pattern": "listinglint.kinds.pattern:PatternRule",
    "replace": "listinglint.kinds.replace:ReplaceRule",
    "vocabulary": "listinglint.kinds.vocabulary:VocabularyRule",
    "template": "listinglint.kinds.house_template:TemplateRule",
    "language": "listinglint.kinds.language:LanguageRule",
    "goods": "listinglint.kinds.goods:GoodsRule",
    "across": "listinglint.kinds.across:AcrossRule",
    "opposites": "listinglint.kinds.opposites:OppositesRule",
    "promises": "listinglint.kinds.promises:PromisesRule",
    "terms": "listinglint.kinds.terms:TermsRule",
    "rewrite": "listinglint.kinds.rewrite:RewriteRule",
    "metric": "listinglint.kinds.metric:MetricRule",
    "limit": "listinglint.kinds.limit:LimitRule",
    "require": "listinglint.kinds.require:RequireRule",
    "repeat": "listinglint.kinds.repeat:RepeatRule",
    "picture": "listinglint.kinds.picture:PictureRule",
    "picture-pair": "listinglint.kinds.picture_pair:PicturePairRule",
    "picture-across": "listinglint.kinds.picture_across:PictureAcrossRule",
    "picture-alt": "listinglint.kinds.picture_alt:PictureAltRule",
    "metal-colour": "listinglint.kinds.metal_colour:MetalColourRule",
    "painted": "listinglint.kinds.painted:PaintedRule",
    "materials": "listinglint.kinds.materials:MaterialsRule",
    "quantity": "listinglint.kinds.quantity:QuantityRule",
}


def names() -> tuple[str, ...]:
    """Return the names of the built-in kinds."""
    return tuple(_BUILT_IN)


def find(name: str) -> type[Rule] | None:
    """Return the kind of that name: a built-in one, else one that an installed package offers; None if nobody does.

    A plug-in that does not load raises: a gate with a missing rule must not pass.
    """
    where = _BUILT_IN.get(name)
    if where is None:
        from importlib.metadata import entry_points  # 30 ms, only for a kind that is not ours

        for entry in entry_points(group="listinglint.kinds", name=name):
            try:
                kind: type[Rule] = entry.load()
            except Exception as broken:  # a plug-in is someone else's code and may raise anything
                told = f"{type(broken).__name__}: {broken}"
                raise UsageError(
                    f"plug-in for kind '{name}' does not load: {told}", zh=f"规则类型“{name}”的插件无法加载：{told}"
                ) from broken
            return kind
        return None
    module, _, attribute = where.partition(":")
    found: type[Rule] = getattr(import_module(module), attribute)
    return found
