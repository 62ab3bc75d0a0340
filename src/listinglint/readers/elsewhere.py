"""Pictures that an export names by web address: found by name in folders of the shop's, or fetched where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from re import IGNORECASE
from re import compile as _compile
from urllib.parse import unquote, urlsplit

from listinglint.errors import InputError
from listinglint.model import Image, Listing, NotChecked, Words
from listinglint.readers.base import Read, ReadSettings, shown
from listinglint.readers.fetching import fetch
from listinglint.readers.roles import PICTURES

_AT_ONCE = 4
# What the servers of shops put behind a name for a smaller copy: `ring_925x.jpg`, `ring_100x100@2x.jpg`.
_SIZED = _compile(
    r"(.+?)_(?:\d+x\d*|x\d+|pico|icon|thumb|small|compact|medium|large|grande)(?:@\dx)?(\.\w+)", IGNORECASE
)


def at_hand(found: Read, settings: ReadSettings) -> Read:
    """Yield the same listings, with the pictures that are in the folders or could be fetched ready to be opened."""
    if not settings.images_dirs and not settings.fetch_to:
        yield from found
        return
    for one in found:
        yield _with_pictures(one, settings) if isinstance(one, Listing) else one


def _with_pictures(listing: Listing, settings: ReadSettings) -> Listing:
    images = tuple(_placed(image, settings) if image.remote else image for image in listing.images)
    if settings.fetch_to and any(map(_on_the_web, images)):
        from concurrent.futures import ThreadPoolExecutor  # 20 ms, only where pictures are fetched

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            images = tuple(pool.map(lambda image: _fetched(image, listing, settings), images))
    return listing._replace(images=images)


def _placed(image: Image, settings: ReadSettings) -> Image:
    for folder in settings.images_dirs:
        for name in _names(image.ref):
            several = _index(folder).get(name, ())
            if several:
                path = max(several, key=lambda one: _alike(one, image.ref))
                return image._replace(path=path.as_posix(), file=shown(path, settings))
    return image


def _names(ref: str) -> Iterator[str]:
    """Yield the names that a picture may have on disk."""
    name = unquote(urlsplit(ref).path).rpartition("/")[2].casefold()
    yield name
    sized = _SIZED.fullmatch(name)
    if sized:
        yield sized[1] + sized[2]


def _alike(path: Path, ref: str) -> int:
    """Return how many folders above a file are those of the address too."""
    address = [part.casefold() for part in unquote(urlsplit(ref).path).split("/")][::-1]
    parts = [part.casefold() for part in path.parts][::-1]
    same = 0
    for one, other in zip(parts[1:], address[1:], strict=False):
        if one != other:
            break
        same += 1
    return same


@lru_cache(maxsize=8)
def _index(folder: str) -> dict[str, tuple[Path, ...]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(Path(folder).absolute().rglob("*")):
        if path.suffix.lower() in PICTURES and path.is_file():
            found.setdefault(path.name.casefold(), []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _on_the_web(image: Image) -> bool:
    return image.remote and image.ref.startswith(("http:", "https:", "//"))


def _fetched(image: Image, listing: Listing, settings: ReadSettings) -> Image:
    if not _on_the_web(image):
        return image
    url = f"https:{image.ref}" if image.ref.startswith("//") else image.ref
    try:
        path = fetch(url, Path(settings.fetch_to), allow_loopback=settings.fetch_loopback)
    except InputError as refused:
        reason = Words(f"网络图片未下载：{refused.zh}", f"remote picture not fetched: {refused.message}")
        told = NotChecked(listing.id, image.part, "failed", reason, image.ref)
        return image._replace(facts={"unread": told})
    return image._replace(path=path.as_posix())
