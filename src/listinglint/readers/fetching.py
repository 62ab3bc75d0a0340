"""Downloads a picture from the web within limits: no private address, nothing large or slow, nothing but pictures."""

from __future__ import annotations

import socket
import ssl
import time
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from listinglint.errors import InputError
from listinglint.tuples import NamedTuple

_BLOCK = 65536
_NAT64 = IPv6Network("64:ff9b::/96")
_PICTURES = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n\x1a\n", ".png"), (b"GIF8", ".gif"), (b"BM", ".bmp"), (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)  # fmt: skip
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class Limits(NamedTuple):
    """How much one picture may cost."""

    bytes: int = 20_000_000
    seconds: float = 20.0
    redirects: int = 3


def fetch(url: str, folder: Path, limits: Limits | None = None, *, allow_loopback: bool = False) -> Path:
    """Return the file that a picture was saved as; one fetched before is not fetched again.

    Raises `InputError` with the reason where it may not or cannot be had.  `allow_loopback` is for tests alone: it lets
    this machine be asked, which no address in a listing may lead to.
    """
    limits = limits or Limits()
    stem = sha256(url.encode()).hexdigest()
    known = next(folder.glob(f"{stem}.*"), None) if folder.is_dir() else None
    if known is not None:
        return known
    deadline = time.monotonic() + limits.seconds
    try:
        data = _followed(url, limits, deadline, allow_loopback=allow_loopback)
    except (OSError, HTTPException, ValueError) as broken:
        told = str(broken) or type(broken).__name__
        raise InputError(f"could not be fetched: {told}", zh=f"无法下载：{told}", file=url) from None
    suffix = _suffix(data)
    if not suffix:
        raise InputError("what the address gives is no picture", zh="该地址给出的不是图片", file=url)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}{suffix}"
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
    return path


def _followed(url: str, limits: Limits, deadline: float, *, allow_loopback: bool) -> bytes:
    for _ in range(limits.redirects + 1):
        parts = _checked(url)
        with _connected(parts, deadline, allow_loopback=allow_loopback) as connection:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
                f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
            )
            connection.request(
                "GET", path, headers={"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "listinglint"}
            )
            response = connection.getresponse()
            if response.status in _REDIRECTS:
                target = urljoin(url, response.getheader("Location") or "")
                if parts.scheme == "https" and urlsplit(target).scheme != "https":
                    raise InputError("sent on from https to another scheme", zh="从 https 跳转到了其他协议", file=url)
                url = target
                continue
            return _body(response, url, limits, deadline)
    raise InputError(f"sent on more than {limits.redirects} times", zh=f"跳转超过 {limits.redirects} 次", file=url)


def _checked(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("only http and https addresses are fetched", zh="只下载 http 和 https 地址", file=url)
    if parts.username or parts.password:
        raise InputError("an address with a password is not fetched", zh="不下载带密码的地址", file=url)
    return parts


class _connected:  # noqa: N801 - used as a word of the language: with _connected(…)
    """A connection to the very address that was looked at: asking for the name twice could give another."""

    def __init__(self, parts: SplitResult, deadline: float, *, allow_loopback: bool) -> None:
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, address in found:
            if not _public(str(address[0]), allow_loopback=allow_loopback):
                raise InputError(f"{host} leads to a private address", zh=f"{host} 指向内网地址", file=parts.geturl())
        left = max(0.1, deadline - time.monotonic())
        plain = socket.create_connection((str(found[0][4][0]), port), timeout=left)
        try:
            if parts.scheme == "https":
                plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self._connection = HTTPConnection(host, port, timeout=left)
        self._connection.sock = plain

    def __enter__(self) -> HTTPConnection:
        return self._connection

    def __exit__(self, *_told: object) -> None:
        self._connection.close()


def _public(address: str, *, allow_loopback: bool) -> bool:
    """Tell an address of the open internet; those that carry another inside are as good as that."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    if ip.is_loopback:
        return allow_loopback
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _body(response: HTTPResponse, url: str, limits: Limits, deadline: float) -> bytes:
    if response.status != 200:
        raise InputError(f"the server answers {response.status}", zh=f"服务器返回 {response.status}", file=url)
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind and not kind.startswith("image/") and kind not in ("application/octet-stream", "binary/octet-stream"):
        raise InputError(f"the server sends {kind}, no picture", zh=f"服务器返回的是 {kind}，不是图片", file=url)
    if int(response.getheader("Content-Length") or 0) > limits.bytes:
        raise _large(url, limits)
    data = bytearray()
    while block := response.read1(_BLOCK):
        data += block
        if len(data) > limits.bytes:
            raise _large(url, limits)
        if time.monotonic() > deadline:
            raise InputError(f"took longer than {limits.seconds:g} s", zh=f"超过 {limits.seconds:g} 秒", file=url)
    if response.length:
        raise InputError("the picture is cut off", zh="图片不完整", file=url)
    return bytes(data)


def _large(url: str, limits: Limits) -> InputError:
    told = f"{limits.bytes / 1e6:g} MB"
    return InputError(f"larger than {told}", zh=f"超过 {told}", file=url)


def _suffix(data: bytes) -> str:
    """Return the ending of a picture by its first bytes, nothing for what is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1"):
        return ".avif" if data[8:11] == b"avi" else ".heic"
    return next((suffix for sign, suffix in _PICTURES if data.startswith(sign)), "")
