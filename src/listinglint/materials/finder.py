"""Finds every material that a text names, the longest name first, and leaves alone what only sounds like one."""

from __future__ import annotations

import re
from functools import lru_cache

from listinglint.lazily import lazily
from listinglint.materials import around
from listinglint.materials.around import Marks
from listinglint.materials.lexicon import Form, Lexicon
from listinglint.materials.mention import Mention, Role, Strength
from listinglint.materials.sections import Scopes
from listinglint.materials.shares import shares
from listinglint.materials.statements import Statements
from listinglint.text.holding import holds

_LATINS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_HAN = lazily(r"[\u3400-\u9fff]")
_BUILT = frozenset({"wood", "leather", "body", "fibre"})
_PERCENT = lazily(r"\s?\d{1,3}(?:\.\d+)?\s?%")
_HOLDER = lazily(r"box")
_TOLD = frozenset({"material", "plating", "stamp", "share", "treatment", "choice"})
Hit = tuple[int, int, int]
_MOST_KNOWN = 4096


class Finder:
    """A lexicon with the expressions that its words were made into; one a process."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.around = lexicon.around
        self.parts = lexicon.parts
        self.scopes = Scopes(lexicon)
        self.statements = Statements(lexicon)
        # What short texts mention, kept by `reading`; as long as the process, never written down.
        self.known: dict[tuple[str, str, str], tuple[Mention, ...]] = {}
        self._parts_known: dict[str, list[tuple[str, re.Match[str]]]] = {}

    def mentions(self, text: str, field: int, role: Role, part: str) -> list[Mention]:
        """Return the materials that a folded text names, in order."""
        hits = self._hits(text, role)
        begins = {start for start, _, _ in hits}
        scopes = self.scopes.of(text) if ":" in text else []
        found: list[Mention] = []
        for start, end, index in hits:
            form = self.lexicon.forms[index]
            if (form.innocent and not (form.ids and role in _TOLD)) or not self._counts(text, start, end, role):
                continue
            near = around.context(text, start, end)
            free = begins.isdisjoint((end, end + 1))
            layered = bool(found) and found[-1].mode == "coat" and self._is_gap(text[found[-1].end : start])
            near = around.Context("", near.behind) if layered else near
            one = self._turned(self._mention((field, start, end), form, role), near, free)
            named = self._part(one, near, part, scopes)
            found.append(one if named == one.part else one._replace(part=named))
        return shares(text, self._listed(text, found))

    def _hits(self, text: str, role: str) -> list[Hit]:
        """Return the joint leftmost-longest names, materials and innocent phrases alike."""
        raw = self.lexicon.matcher.find(text.replace("\n", " "))
        # Most of what the engine finds is the inside of Latin words, and told so by its first letter.
        found = [
            hit
            for hit in raw
            if not (hit[0] and text[hit[0]] in _LATINS and text[hit[0] - 1] in _LATINS) and self._bounded(text, hit)
        ]
        if role not in _TOLD:
            found = [hit for hit in found if not self._stamp_only(self.lexicon.forms[hit[2]])]
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        out: list[Hit] = []
        last = 0
        for hit in found:
            if hit[0] >= last:
                out.append(hit)
                last = hit[1]
        return out

    def _is_gap(self, between: str) -> bool:
        """Tell whether a base follows its coating at once: gold plated brass."""
        word = self.around.behind["coated"][0].match(between)
        return not between.strip() or (word is not None and not between[word.end() :].strip())

    @staticmethod
    def _stamp_only(form: Form) -> bool:
        return form.stamp and not form.innocent

    @staticmethod
    def _bounded(text: str, hit: Hit) -> bool:
        start, end = hit[0], hit[1]
        if start and text[start].isdigit() and text[start - 1] == "." and text[start - 2 : start - 1].isdigit():
            return False
        return not (end < len(text) and text[end - 1] in _LATINS and text[end] in _LATINS)

    def _counts(self, text: str, start: int, end: int, role: str) -> bool:
        """A single character is a material only in an attribute about material, or before an article: 银手镯."""
        if role in _TOLD or end - start > 1 or not _HAN.match(text[start]):
            return True
        if text[start - 1 : start] == "%" or _PERCENT.match(text[end : end + 6]):
            return True  # 80%棉20%聚酯纤维, 含棉80%
        denied = self.around.before["not"][0].search(text[max(0, start - 8) : start])
        return bool(denied or text.startswith("镀", end) or self.around.behind["article"][0].match(text[end : end + 8]))

    def _mention(self, where: tuple[int, int, int], form: Form, role: Role) -> Mention:
        material = self.lexicon.materials[form.ids[0]]
        weak = form.ambiguous and role not in _TOLD
        strength: Strength = "exclusive" if form.exclusive else "weak" if weak else "plain"
        one = Mention(
            *where, form.ids[0], material.slot, role, strength=strength, surface=material.surface, process=material.process,
            origin=material.origin, blend=bool(material.blend_of), also=form.ids[1:],
        )  # fmt: skip
        if material.kind == "plating":
            return one._replace(mode="coat")
        if material.claim or material.kind == "finish":
            return one._replace(mode="appearance" if material.claim == "none" else "other", why="no claim of content")
        return one

    def _turned(self, one: Mention, near: around.Context, free: bool) -> Mention:
        """Apply what stands before and behind; `free` tells that no other name follows at once."""
        if one.why:
            return one
        before, behind = self.around.before_of(near.before), self.around.behind_of(near.behind)
        if before["not"] or behind["free"]:
            return one._replace(mode="free", why="denied")
        if behind["alternative"]:
            return one._replace(mode="other", why="stands for something else")
        if (before["use"] and one.role in ("title", "text")) or self._for_it(one, behind["use"]):
            return one._replace(mode="use", why="what the article is for")
        return self._looks(one, before, behind, free)

    @staticmethod
    def _for_it(one: Mention, told: re.Match[str] | None) -> bool:
        """A silver jewelry box holds silver, a mahogany jewelry box is made of mahogany."""
        return told is not None and not (one.slot in _BUILT and _HOLDER.search(told.group()))

    def _looks(self, one: Mention, before: Marks, behind: Marks, free: bool) -> Mention:
        metal = one.slot in ("base", "surface")
        tinted = behind["appearance"] or (one.strength == "weak" and behind["tint"])
        tinted = tinted or (one.slot == "stone" and behind["hue"])
        finish = behind["finish"] and one.slot in ("base", "surface", "wood", "stone", "body")
        if before["appearance"] or (one.mode != "coat" and (finish or behind["colour"] or (free and tinted))):
            return one._replace(mode="appearance", why="a look")
        if (
            metal
            and one.mode == "content"
            and (behind["coated"] or behind["over"] or before["coated"] or behind["filled"])
        ):
            return one._replace(
                mode="coat", surface=one.id, process="filled" if behind["filled"] else "plated", why="a coating"
            )
        return self._origin(one, before, behind)

    def _origin(self, one: Mention, before: Marks, behind: Marks) -> Mention:
        if behind["blend"]:
            one = one._replace(blend=True)
        if one.origin in ("", "natural", "treated") and one.slot != "base":
            for name in ("cultured", "lab", "reconstituted", "imitation"):
                if before[name] and self._can_be(one, name):
                    return one._replace(origin=name, strength="plain", why=name)
            if before["natural"] or (one.strength == "exclusive" and one.slot == "stone"):
                return one._replace(origin=one.origin or "natural", strength="exclusive")
        if before["exclusive"] and one.origin not in ("imitation", "lab"):
            return one._replace(strength="exclusive")
        return one

    def _can_be(self, one: Mention, origin: str) -> bool:
        """Only pearls are cultured, only stones are grown."""
        if origin == "cultured":
            return self.lexicon.is_a(one.id, "pearl")
        return origin != "lab" or one.slot == "stone"

    def _part(self, one: Mention, near: around.Context, part: str, scopes: list[tuple[int, int, str]]) -> str:
        scoped = next((named for lo, hi, named in scopes if lo <= one.start < hi), "")
        if scoped:
            return scoped
        for named, told in self._named_behind(near.behind):
            if self._means_part(one, named, near, told):
                return named
        return part

    def _named_behind(self, behind: str) -> list[tuple[str, re.Match[str]]]:
        """Return the parts that a word right behind a name may mean; remembered, for the same stands behind many names."""
        found = self._parts_known.get(behind)
        if found is None:
            asked = ((named, form.match(behind)) for named, (form, words) in self.parts if holds(behind, words))
            found = [(named, told) for named, told in asked if told]
            if len(self._parts_known) >= _MOST_KNOWN:
                self._parts_known.clear()
            self._parts_known[behind] = found
        return found

    def _means_part(self, one: Mention, named: str, near: around.Context, told: re.Match[str]) -> bool:
        """An article may itself be called by the word (a chain, a belt): only beside another material it is a part."""
        if one.role not in ("title", "text"):
            return False
        always = ("lining", "insole", "sole", "post", "trim", "hardware", "filling", "packaging", "clasp")
        if named == "packaging" and one.slot in _BUILT and _HOLDER.search(told.group()):
            return False
        joined = re.search(r"(?:\bwith|\band|\+|&|,|配|加|/|\bon)\s*(?:a |an )?(?:[a-z]+ )?$|[配加]$", near.before)
        return named in always or bool(joined) or bool(_HAN.match(told.group().strip()))

    @staticmethod
    def _coated_too(last: Mention, one: Mention) -> bool:
        """Silver and gold plated: the bare name before shares the coating."""
        return one.mode == "coat" and last.strength == "weak" and last.mode == "content" and last.slot == "base"

    def _listed(self, text: str, found: list[Mention]) -> list[Mention]:
        """What is denied or meant for something passes on to the next of a list: for gold and silver jewellery."""
        out: list[Mention] = []
        for one in found:
            last = out[-1] if out else None
            if last and self._coated_too(last, one) and self.around.behind["and"][0].match(text[last.end : one.start]):
                out[-1] = last._replace(mode="coat", surface=last.id, process=one.process, why="a coating")
            passed = last is not None and last.mode in ("use", "free") and one.mode == "content"
            if last is not None and passed and self.around.behind["and"][0].match(text[last.end : one.start]):
                out.append(one._replace(mode=last.mode, why=last.why))
            else:
                out.append(one)
        return out


@lru_cache(4)
def finder(lexicon: Lexicon) -> Finder:
    """Return the finder of a lexicon, made once."""
    return Finder(lexicon)
