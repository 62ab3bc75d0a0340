"""Goes through the folder of one listing: which files it holds, and which folders are left alone and why."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from listinglint.errors import InputError, cause
from listinglint.model import Words
from listinglint.readers.roles import kind_of, natural, skipped
from listinglint.readers.signs import has_manifest, is_folder, names_in

MAX_DEPTH = 8
MAX_FILES = 5_000


class Tree:
    """The files below a folder in natural order, by path below it, and what was left alone."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.left: list[tuple[str, str, Words]] = []
        self.errors: list[tuple[str, Words]] = []

    def of_kind(self, *kinds: str) -> Iterator[str]:
        """Yield the files of these kinds (picture, video, artwork, other)."""
        return (one for one in self.files if kind_of(one.rpartition("/")[2]) in kinds)


def walk(folder: Path) -> Tree:
    """Return the files of a listing's folder; directory links are never followed."""
    tree = Tree()
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                found = list(entries)
        except OSError as broken:
            tree.errors.append(
                (below, Words(f"文件夹无法读取：{cause(broken)[1]}", f"folder cannot be read: {cause(broken)[0]}"))
            )
            continue
        for entry in found:
            path = f"{below}/{entry.name}" if below else entry.name
            if _enters(entry, path, tree):
                waiting.append(path)
        if len(tree.files) > MAX_FILES:
            told = Words(f"文件超过 {MAX_FILES} 个，其余未读", f"more than {MAX_FILES} files; the others were not read")
            tree.errors.append(("", told))
            break
    tree.files = sorted(tree.files[:MAX_FILES], key=natural)
    tree.left.sort(key=lambda one: natural(one[0]))
    return tree


def _enters(entry: os.DirEntry[str], path: str, tree: Tree) -> bool:
    """Take a file or note why not; True for a folder to go into."""
    if kind_of(entry.name) == "ignored":
        tree.left.append((path, "ignored", Words("系统文件", "a file of the system")))
        return False
    if not is_folder(entry):
        if _special(entry):
            tree.left.append((path, "", Words("不是普通文件，不读取", "no regular file, not read")))
        else:
            tree.files.append(path)
        return False
    if entry.is_symlink():
        tree.left.append((path, "", Words("文件夹链接，不跟随", "a link to a folder, not followed")))
        return False
    why = skipped(entry.name)
    if why is None and path.count("/") >= MAX_DEPTH:
        why = Words("文件夹层级过深，跳过", "too many folders deep, skipped")
    if why is None and has_manifest(names_in(Path(entry.path))):
        why = Words("文件夹里是另一个商品，请移到外面", "another listing inside this one; move it out of this folder")
        tree.errors.append((path, why))
    if why is not None:
        tree.left.append((path, "skipped", why))
    return why is None


def _special(entry: os.DirEntry[str]) -> bool:
    """Tell a pipe or device (or a link to one), which may never end; a broken link is a file that cannot be read."""
    if entry.is_symlink():
        path = Path(entry.path)
        return path.exists() and not path.is_file()
    return not entry.is_file()


def refusal(below: str, why: Words, file: str) -> InputError:
    """Return the error for a folder that could not be read."""
    return InputError(why.en, zh=why.zh, file=f"{file}/{below}" if below else file)
