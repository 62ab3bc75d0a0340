"""What happens to findings after the rules: one voice for one place, a fingerprint, and the shop's own allowances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from listinglint.model import Allowance, Finding, Image, Listing, Place, Severity, Words, selects
from listinglint.ruleset import under

_UNUSED = Words("这条豁免没有用到：{rule}，请删除", "this allowance is not used: {rule}; delete it")
_UNUSED_WHY = Words(
    "多余的豁免会在将来放过真正的问题。", "An allowance that nothing needs will hide a real fault one day."
)
_REASON = Words("豁免 {rule} 没有写原因", "the allowance of {rule} gives no reason")
_REASON_WHY = Words("没有原因的豁免，别人无法复核。", "Nobody can review an allowance without a reason.")

# Packs that quote the law of one market.
_ONE_MARKET = ("claims/eu/", "claims/uk/")

# Claims that are allowed to whoever can prove them; a forbidden word stays forbidden with any paper.
PROVABLE = ("authority", "guarantee", "price", "eco")


def review(listing: Listing, findings: Iterable[Finding], ran: Iterable[str]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings to tell and those that the listing itself allows, both with fingerprints, in file order.

    `ran` are the ids of the rules of this run: an allowance for a rule that did not run is not unused.
    """
    # Allowed before merged: what the shop allows must not hide another finding on the same words.
    kept, aside = allowed(listing, stamped(listing, sorted(findings, key=_order)), tuple(ran))
    return sorted(merged(kept), key=_order), aside


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one claim finding of several that overlap in a field: the graver, then that of one market, the longer, the first id.

    Findings of other topics are about different things and all stay.
    """
    kept: list[Finding] = []
    claims: dict[str, list[Finding]] = {}
    for one in findings:
        if one.rule.startswith("claims/") and one.place.start is not None:
            claims.setdefault(one.place.part, []).append(one)
        else:
            kept.append(one)
    for group in claims.values():
        chosen: list[Finding] = []
        for one in sorted(group, key=_strength):
            if not any(_overlap(one.place, other.place) for other in chosen):
                chosen.append(one)
        kept += chosen
    return kept


def _strength(one: Finding) -> tuple[int, bool, bool, int, str]:
    """Order findings about one place: the graver first, then the law of one market before what holds in several."""
    length = (one.place.end or 0) - (one.place.start or 0)
    return (-one.severity, one.verdict == "review", not one.rule.startswith(_ONE_MARKET), -length, one.rule)


def _overlap(one: Place, other: Place) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _order(one: Finding) -> tuple[bool, str, int, int, str, str]:
    place = one.place
    about_allowances = one.rule.startswith("lint/")
    return (about_allowances, place.file, place.line or 0, place.column or 0, place.part, one.rule)


def stamped(listing: Listing, findings: Iterable[Finding]) -> list[Finding]:
    """Give each finding its fingerprint: rule, listing, part and folded text, never a line or a list number.

    A list item is known by its folded text and a picture by its content, so inserting one above changes nothing; an
    ordinal tells identical findings apart.
    """
    seen: Counter[str] = Counter()
    out = []
    for one in findings:
        told = "\0".join((one.rule, one.listing, _part(listing, one), one.key))
        seen[told] += 1
        text = told if seen[told] == 1 else f"{told}\0{seen[told]}"
        out.append(one._replace(fingerprint=_digest(text)))
    return out


def _digest(text: str) -> str:
    from hashlib import sha256  # 3 ms, only with findings

    return sha256(text.encode()).hexdigest()[:20]


def _part(listing: Listing, one: Finding) -> str:
    part = one.place.part
    if one.place.image is not None:
        inside = part.partition(".")[0]
        image = next((image for image in listing.images if image.part == inside), None)
        return "image:" + (_content(image) if image is not None else one.place.image)
    if "[" not in part:
        return part
    item = next((item for item in listing.fields if item.path == part), None)
    if item is None:
        return part
    scan = item.facts.get("scan")
    return f"{item.selector}\0{scan.folded.text if scan is not None else item.text}"


def _content(image: Image) -> str:
    """Return the digest of a picture's bytes; its name where it cannot be read."""
    from listinglint.pictures.content import digest

    return str(
        image.facts.get("content") or (digest(image.path).hex() if image.path else "") or image.path or image.file
    )


def allowed(listing: Listing, findings: list[Finding], ran: tuple[str, ...]) -> tuple[list[Finding], list[Finding]]:
    """Set aside what the listing allows with a reason, and tell of allowances that are unused or without a reason."""
    kept: list[Finding] = []
    aside: list[Finding] = []
    used: set[int] = set()
    for one in findings:
        number = next((n for n, allowance in enumerate(listing.allow) if _covers(allowance, one)), None)
        if number is None:
            kept.append(one)
        else:
            used.add(number)
            chosen = listing.allow[number]
            aside.append(one._replace(suppressed=chosen.reason, suppressed_by=chosen.by))
    for number, allowance in enumerate(listing.allow):
        if not allowance.reason.strip():
            kept.append(_about(listing, allowance, "lint/allow-without-reason", _REASON, _REASON_WHY))
        elif number not in used and _owed(allowance, ran):
            rule = "lint/unused-allow" if allowance.by == "allow" else "lint/unused-waiver"
            kept.append(_about(listing, allowance, rule, _UNUSED, _UNUSED_WHY))
    return kept, aside


def _owed(allowance: Allowance, ran: tuple[str, ...]) -> bool:
    """Tell whether an allowance should have been of use: it is for this listing alone, and its rule ran."""
    if allowance.by not in ("allow", "waiver") or not allowance.rule:
        return False
    return any(under(one, allowance.rule) for one in ran)


def _covers(allowance: Allowance, one: Finding) -> bool:
    if not allowance.reason.strip() or (allowance.rule and not under(one.rule, allowance.rule)):
        return False
    if allowance.fingerprint and allowance.fingerprint != one.fingerprint:
        return False
    if allowance.by == "evidence":
        return _provable(one) and _proves(allowance.match, one.place.text)
    if allowance.field and not selects((allowance.field,), one.place.part.split("[")[0]):
        return False
    return not allowance.match or allowance.match in one.place.text


def _provable(one: Finding) -> bool:
    """Tell whether a paper can make a claim allowed: one that asks for proof, never one that the law forbids outright."""
    return one.verdict == "review" or (one.category in PROVABLE and one.severity < Severity.error)


def _proves(claim: str, text: str) -> bool:
    return bool(text) and (claim in text or text in claim)


def _about(listing: Listing, allowance: Allowance, rule: str, message: Words, why: Words) -> Finding:
    words = Words(*(text.replace("{rule}", allowance.rule or allowance.fingerprint) for text in message))
    severity = Severity.warning if allowance.by == "allow" else Severity.error
    finding = Finding(
        rule=rule, severity=severity, verdict="violation", listing=listing.id,
        place=allowance.place or listing.at(), message=words, why=why, consequence="advice", key=allowance.rule,
    )  # fmt: skip
    return stamped(listing, [finding])[0]
