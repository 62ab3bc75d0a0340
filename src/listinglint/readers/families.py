"""Brings the rows of one product together, wherever they stand in an export, without holding the export in memory."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile

from listinglint.errors import InputError
from listinglint.model import NotChecked
from listinglint.readers.entries import Item

_HELD = 8_000_000  # bytes of variants in memory; more go to a temporary file
Read = Iterator[Item | NotChecked]
Family = list[Item] | NotChecked


def adjacent(items: Read) -> Iterator[Family]:
    """Yield the items of each product: those with the same `parent` that stand together, and those that go on with it."""
    held: list[Item] = []
    try:
        for item in items:
            if isinstance(item, NotChecked):
                yield item
            elif held and _goes_on(held[0], item):
                held.append(item)
            else:
                if held:
                    yield held
                held = [item]
    except InputError:
        if held:
            yield held
        raise
    if held:
        yield held


def scattered(read: Callable[[], Read]) -> Iterator[Family]:
    """Yield each product with its variants, in the order of the products; `read` gives the items from the beginning.

    Variants name their product or the product its variants.  Where the product itself is not in the file, its variants
    stand together in the place of the first.
    """
    parents = _parents(read)
    if not parents:
        yield from ([one] if isinstance(one, Item) else one for one in read())
        return
    with _Store() as store:
        _store_variants(read, parents, store)
        for item in read():
            if isinstance(item, NotChecked):
                yield item
            elif item.id not in parents:
                yield [item, *store.take(item.id), *(store.take(item.also) if item.also else ())]
            elif parents[item.id] not in store.present:
                found = list(store.take(parents[item.id]))
                if found:
                    yield found


def _goes_on(first: Item, item: Item) -> bool:
    return item.continues or (bool(item.parent) and item.parent in (first.parent, first.id))


def _parents(read: Callable[[], Read]) -> dict[str, str]:
    """Return the product of each variant."""
    parents: dict[str, str] = {}
    try:
        for item in read():
            if isinstance(item, Item):
                parents |= dict.fromkeys(item.children, item.id)
                if item.parent and item.parent != item.id:
                    parents.setdefault(item.id, item.parent)
    except InputError:
        pass  # told when the items are read for good
    return parents


def _store_variants(read: Callable[[], Read], parents: dict[str, str], store: _Store) -> None:
    wanted = set(parents.values())
    try:
        for item in read():
            if isinstance(item, NotChecked):
                continue
            store.present |= wanted & {item.id, item.also}
            parent = parents.get(item.id)
            if parent:
                store.put(parent, item._replace(parent=parent))
    except InputError:
        pass


class _Store:
    """Keeps variants until their product comes: few in memory, many in a file that is gone afterwards."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - closed by __exit__
        self._places: dict[str, list[int]] = {}
        self.present: set[str] = set()

    def put(self, parent: str, item: Item) -> None:
        """Keep a variant of a product."""
        self._places.setdefault(parent, []).append(self._file.tell())
        pickle.dump(item, self._file)

    def take(self, parent: str) -> Iterator[Item]:
        """Yield the variants of a product, once."""
        for place in self._places.pop(parent, ()):
            self._file.seek(place)
            item: Item = pickle.load(self._file)  # noqa: S301 - written here a moment ago
            yield item

    def __enter__(self) -> _Store:
        return self

    def __exit__(self, *_told: object) -> None:
        self._file.close()
