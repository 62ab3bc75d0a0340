"""Pictures that several listings of one run show: noted as the listings pass, told when all have been seen."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from tempfile import SpooledTemporaryFile
from typing import Any

from listinglint.kinds.picture_across import IMAGE, LISTING
from listinglint.model import Finding, Result, Words
from listinglint.pictures.look import Look

_HASHES = ("fine", "steps", "mirrored_fine", "trimmed")
_BYTES = 32
_IN_MEMORY = 32 << 20  # what is kept beyond this lies in a file: of each picture 128 bytes stay in memory


class Twins:
    """The pictures seen so far."""

    def __init__(self) -> None:
        self._hashes = {name: bytearray() for name in _HASHES}
        self._kept: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # open until told
        self._starts = array("Q")

    def close(self) -> None:
        """Let go of the file."""
        self._kept.close()

    def add(self, looks: Iterable[Look]) -> None:
        """Note the pictures of a listing."""
        for one in looks:
            for name, rows in self._hashes.items():
                rows.extend(getattr(one.likeness, name).to_bytes(_BYTES))
            self._starts.append(self._kept.tell())
            pickle.dump(one, self._kept, protocol=5)

    def results(self) -> Iterator[Result]:
        """Yield what is to be told, listing by listing; each picture is held against the earliest one that it repeats."""
        told: dict[str, list[Finding]] = {}
        files: dict[str, str] = {}
        if len(self._starts) > 1:
            for later, earlier, how in self._found():
                finding = next((it for way, it in later.findings if way == how), None)
                if finding is not None:
                    told.setdefault(later.listing, []).append(_told(finding, later, earlier))
                    files[later.listing] = later.file
        for listing, findings in told.items():
            yield Result(listing, files[listing], tuple(findings), is_listing=False)

    def _found(self) -> Iterator[tuple[Look, Look, str]]:
        from listinglint.pictures.likeness import same

        done: set[int] = set()
        for one, other in self._candidates():
            if other in done:
                continue
            earlier, later = self._look(one), self._look(other)
            how = same(later.likeness, earlier.likeness) if later.beside(earlier) else None
            if how is not None and any(way == how for way, _ in later.findings):
                done.add(other)
                yield later, earlier, how

    def _candidates(self) -> list[tuple[int, int]]:
        import numpy as np

        from listinglint.pictures.alike import pairs
        from listinglint.pictures.likeness import FINE, STEPS

        rows: dict[str, Any] = {
            name: np.frombuffer(bytes(kept), np.uint8).reshape(-1, _BYTES) for name, kept in self._hashes.items()
        }
        # The same picture in many listings is one row here, or its copies would be compared each with each.
        _, firsts, groups = np.unique(np.hstack(list(rows.values())), axis=0, return_index=True, return_inverse=True)
        rows = {name: one[firsts] for name, one in rows.items()}
        found = {*pairs(rows["fine"], FINE), *pairs(rows["steps"], STEPS), *pairs(rows["trimmed"], FINE)}
        found |= set(pairs(rows["fine"], FINE, rows["mirrored_fine"]))
        members: dict[int, list[int]] = {}
        for number, group in enumerate(groups.ravel().tolist()):
            members.setdefault(group, []).append(number)
        return sorted(_spread(found, members), key=lambda pair: (pair[1], pair[0]))

    def _look(self, number: int) -> Look:
        self._kept.seek(self._starts[number])
        look: Look = pickle.load(self._kept)  # noqa: S301  # our own bytes, written by this run
        return look


def _spread(found: Iterable[tuple[int, int]], members: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs of pictures for pairs of groups: each picture with the first ones of its own group and of others."""
    for group in members.values():
        yield from ((group[0], later) for later in group[1:])
        yield from pairwise(group[1:])  # where the first is of the same listing, the one before
    for one, other in found:
        first, second = sorted((members[one], members[other]))
        yield from ((first[0], later) for later in second)
        yield from ((second[0], later) for later in first if later > second[0])


def _told(finding: Finding, later: Look, earlier: Look) -> Finding:
    """Return a finding with the other listing filled in, and a fingerprint that no list number changes."""
    import hashlib

    image = earlier.place.image or ""
    message = Words(*(text.replace(LISTING, earlier.listing).replace(IMAGE, image) for text in finding.message))
    parts = (finding.rule, later.listing, later.content or later.place.image or "", earlier.listing, earlier.content)
    stamp = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
    return finding._replace(message=message, related=(earlier.place,), fingerprint=stamp)
