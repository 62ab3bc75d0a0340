"""What the user can mend, told with the file, the line, what was found and what is allowed.

ListinglintError
├── UsageError      the command line asks for something that is not there
├── ConfigError     listinglint.toml holds a mistake
├── RuleError       a rule file holds a mistake
└── InputError      a listing cannot be read; becomes a *not checked* record, never the end of a run
"""

from __future__ import annotations

import errno

# What the system says when a file cannot be opened or written; it says it in English only.
_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EISDIR: "这是一个文件夹", errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹", errno.ENOSPC: "磁盘已满", errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长", errno.EBUSY: "文件正被其他程序使用",
}  # fmt: skip


def refused(broken: OSError) -> bool:
    """Tell whether the system refused a file for a reason that the user can mend."""
    return broken.errno in _CAUSES


def cause(broken: Exception) -> tuple[str, str]:
    """Return why a file could not be read or written, in English and Chinese; rare causes in the system's own words."""
    if isinstance(broken, UnicodeDecodeError):
        return str(broken), "不是 UTF-8 文本，请另存为 UTF-8"
    if not isinstance(broken, OSError):
        return str(broken), str(broken)
    told = broken.strerror or str(broken)
    return told, _CAUSES.get(broken.errno or 0, told)


class ListinglintError(Exception):
    """Something that the user can mend.  `file` and `line` (1-based, 0 when unknown) say where."""

    def __init__(self, message: str, *, zh: str = "", file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh or message
        self.file = file
        self.line = line

    def told(self, lang: str = "en") -> str:
        """Return `file:line: message` in the language asked for (`zh` or `en`)."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return where + (self.zh if lang == "zh" else self.message)

    def __str__(self) -> str:
        return self.told()

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (type(self), self.message, self.zh, self.file, self.line))


class UsageError(ListinglintError):
    """The command line asks for something that does not exist or cannot be done."""


class ConfigError(ListinglintError):
    """A configuration file holds a mistake."""


class RuleError(ListinglintError):
    """A rule file holds a mistake."""


class CannotMatch(ValueError):
    """A word or pattern of a rule can never match; `entry` is the key it stands under and its number there."""

    def __init__(self, message: str, zh: str, entry: tuple[str, int] = ("", 0)) -> None:
        super().__init__(message)
        self.message = message
        self.zh = zh
        self.entry = entry


class InputError(ListinglintError):
    """A listing file cannot be understood."""


class Mistakes(ListinglintError):
    """Several mistakes found in one go; `errors` holds them all in file order."""

    def __init__(self, errors: list[ListinglintError]) -> None:
        self.errors = sorted(errors, key=lambda error: (error.file, error.line))
        super().__init__("\n".join(error.told() for error in self.errors))

    def told(self, lang: str = "en") -> str:
        """Return one line a mistake."""
        return "\n".join(error.told(lang) for error in self.errors)

    def __reduce__(self) -> tuple[object, ...]:
        return (Mistakes, (self.errors,))


def _again(kind: type[ListinglintError], message: str, zh: str, file: str, line: int) -> ListinglintError:
    """Make an error anew that comes from another process."""
    return kind(message, zh=zh, file=file, line=line)
