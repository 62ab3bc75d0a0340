"""English ways of saying that a claim is not made: denied at a distance, answered with no, printed on the goods, numbered."""

from __future__ import annotations

from listinglint.lazily import lazily

# A verb of saying or of effect that is denied carries the denial to the end of its clause: we would never say ours is
# the best.  "Not only" and "why not" deny nothing.
_DENYING = (
    r"(?:says?|said|claim(?:s|ed)?|calls?|called|promises?|promised|pretends?|believe|think|suggests?|imply|implies|mean"
    r"|expect|guarantee|assert|state|stated|describe|advertise|market|sell|sold|intend(?:ed)?|treat|cure|heal|relieve"
    r"|diagnose|prevent|affect|replace|recommend|buy|consider|regard"
    r"|(?:treat|cur|heal|reliev|diagnos|prevent|replac|eas|reduc)ing)"
)
_DENIED = lazily(
    rf"\b(?:not|never|cannot|nor|[a-z]+n't)(?: (?:ever|please|intended|meant|designed|suitable|suited|recommended|able|going|try|want|have"
    rf"|been|be|to|for|a|an|the)){{0,4}} {_DENYING}\b(?!,)[^.;!?]*$"
    r"|\b(?:no|any|without|zero|makes? no|nobody|no one)(?: [a-z]+)?"
    r" (?:promises?|claims?|proof|evidence|guarantees?|suggestion|stud(?:y|ies)|research|can promise|can claim|knows?"
    r"|should (?:expect|believe))\b[^.;!?]*$"
)
# The disclaimer of supplements: not intended to diagnose, treat, cure or prevent any disease.
_DISCLAIMED = lazily(
    r"\b(?:not|never|[a-z]+n't)(?: been)? (?:intended|meant|designed|claimed|made|sold|able|going|here) (?:to|for)"
    r" (?:diagnos|treat|cur|prevent|mitigat|heal|reliev)[^.;!?]{0,60}$"
)
# What the next sentence answers: does it last forever?  It does not.
_ANSWERED = lazily(
    r"^\?\s+(?:no\b|nope\b|sadly|sorry|unfortunately|hardly|not (?:quite|really|at all|exactly)|we cannot|we can't)"
    r"|^[?.!]\s+(?:it|they|that|this)\s+(?:do|does|did|will|can|is|are|would|could)(?:\s?not|n't)\s*(?:[.,:;!]|$)"
)
_ASKED = lazily(
    r"\b(?:asks?|asked|asking|wonder(?:s|ed|ing)?|know|tell|check|sure|say)\s+(?:\w+\s+){0,2}(?:whether|if)\b"
)
_PRINTED = lazily(
    r"\b(?:(?:the|with the|in the) (?:words?|letters?|slogan|motto|phrase|message|text|lettering|title)|titled|entitled"
    r"|that (?:reads|says)|(?:print|sign|card|shirt|tee|mug|label|stamp|plaque) (?:reading|saying|reads|says)"
    r"|slogan|motto|engraved with|printed with|stamped with|embroidered with"
    r"|(?:band|song|novel|book|film|colou?r|shade|model|pattern|album|game|story|shop|brand|tale|play|print)"
    r" (?:is |was )?(?:called|named))\s*:?\s*(?:the\s)?$"
)
_NAMED = lazily(
    r"^\W{0,2}\s*(?:is|was) (?:the (?:title|name|motto|slogan|word|brand|theme|song)|printed|written|engraved"
    r"|what it says)\b"
    r"|^\W{0,2}\s*an? (?:novel|song|film|memoir|picture book|comic|card game|board game|poem|album)\b"
    r"|^[^.;!?,]{0,40},? (?:says|reads|say) the (?:sign|print|mug|card|tee|shirt|poster|label|badge|pin|slogan|sticker|tag)\b"
)
_NUMBERED = lazily(
    r"\b(?:no|nr|number|report|certificate|cert|licen[cs]e|registration|reg|file|batch|id|ref|inscription)\b\W{0,3}"
    r"(?:no\W{0,2}|number\W{0,2}|is\s|code\s)?[a-z]{0,4}[\s-]?\d[\d\s./-]{2,}"
    r"|[#№]\s?[a-z]{0,4}-?\d{4,}|\b[a-z]{1,3}[ -]?[a-z]?\d{5,}\b|(?<![\d$£€.,])\b\d{7,}\b"
    r"|\b(?:iso|en|astm|iec|ansi|bs|din|aatcc|jis|ul|gb/?t|as/nzs|ip[a-z]?)[\s/-]?(?:[a-z]{1,3}[\s-]?)?\d{2,}"
    r"|\b\d+ cfr\b"
)


def denied(before: str) -> bool:
    """The words before the hit, in its clause, say that it is not claimed."""
    return bool(_DENIED.search(before))


def disclaimed(before: str) -> bool:
    """The words before the hit, in its sentence, begin the list of what the goods do not do."""
    return bool(_DISCLAIMED.search(before))


def answered(before: str, after: str) -> bool:
    """The words before the hit in its sentence ask, or what follows the sentence answers no."""
    return bool(_ASKED.search(before) or _ANSWERED.match(after))


def printed(before: str, after: str) -> bool:
    """The hit is a text on the goods or a title, not said of them."""
    return bool(_PRINTED.search(before) or _NAMED.match(after))


def numbered(sentence: str) -> bool:
    """The sentence names a report, certificate or standard."""
    return bool(_NUMBERED.search(sentence))
