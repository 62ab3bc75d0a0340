"""Brings the rows of one product together, wherever they stand in an export, without holding the export in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress

from listinglint.errors import InputError
from listinglint.model import NotChecked
from listinglint.readers.entries import Item
from listinglint.readers.kinships import Kinships

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
    with closing(Kinships()) as kin:
        if not _find_parents(read, kin):
            yield from ([one] if isinstance(one, Item) else one for one in read())
            return
        _store_variants(read, kin)
        for item in read():
            if isinstance(item, NotChecked):
                yield item
                continue
            parent = kin.parent(item.id)
            if not parent:
                yield [item, *kin.take(item.id), *(kin.take(item.also) if item.also else ())]
            elif not kin.is_present(parent):
                found = list(kin.take(parent))
                if found:
                    yield found


def _goes_on(first: Item, item: Item) -> bool:
    return item.continues or (bool(item.parent) and item.parent in (first.parent, first.id))


def _find_parents(read: Callable[[], Read], kin: Kinships) -> bool:
    """Note the product of each variant; False where there are no variants."""
    found = False
    with suppress(InputError):  # told when the items are read for good
        for item in read():
            if not isinstance(item, Item):
                continue
            for child in item.children:
                kin.name_parent(child, item.id, told_by_parent=True)
            if item.parent and item.parent != item.id:
                kin.name_parent(item.id, item.parent)
                found = True
            found = found or bool(item.children)
    return found


def _store_variants(read: Callable[[], Read], kin: Kinships) -> None:
    with suppress(InputError):
        for item in read():
            if isinstance(item, NotChecked):
                continue
            kin.note_present(item.id, item.also)
            parent = kin.parent(item.id)
            if parent:
                kin.put(parent, item._replace(parent=parent))
