"""Pictures behind web addresses: found by name, or fetched from a server that this test runs itself."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image as Picture

from listinglint import readers
from listinglint.errors import InputError
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings
from listinglint.readers.fetching import Limits, _public, fetch

PIXELS = b"\x89PNG\r\n\x1a\n" + b"\0" * 500


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kinds = {"/page": "text/html", "/none": "", "/liar": "image/png"}
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(404 if self.path == "/404" else 200)
        if kinds.get(self.path, "image/png"):
            self.send_header("Content-Type", kinds.get(self.path, "image/png"))
        body = b"<html>" if self.path in ("/page", "/liar") else PIXELS * (2000 if self.path == "/large" else 1)
        if self.path not in ("/large", "/slow"):
            self.send_header("Content-Length", str(len(body) + (9 if self.path == "/short" else 0)))
        self.end_headers()
        self.wfile.write(body)
        if self.path == "/slow":
            self.server.waiting.wait(20)  # type: ignore[attr-defined]

    def log_message(self, *_told: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    made.waiting = threading.Event()  # type: ignore[attr-defined]
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.waiting.set()  # type: ignore[attr-defined]
    made.shutdown()
    made.server_close()
    thread.join()


def test_a_picture_is_fetched_once(server: str, tmp_path: Path) -> None:
    first = fetch(f"{server}/戒指 1.png?v=1&x=二", tmp_path, allow_loopback=True)
    assert (first.suffix, first.read_bytes()) == (".png", PIXELS)
    first.write_bytes(b"kept")
    assert fetch(f"{server}/戒指 1.png?v=1&x=二", tmp_path, allow_loopback=True).read_bytes() == b"kept"
    assert [one.name for one in tmp_path.iterdir()] == [first.name]
    assert fetch(f"{server}/to//to//a.png", tmp_path, allow_loopback=True).read_bytes() == PIXELS


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/404", "answers 404"), ("/page", "text/html"), ("/liar", "no picture"), ("/large", "larger than"),
        ("/short", "cut off|IncompleteRead"), ("/to//to//to//to//a.png", "more than 3 times"),
        ("/to/file:///etc/passwd", "only http and https"), ("/to/http://10.0.0.1/a.png", "private address"),
    ],
)  # fmt: skip
def test_what_is_no_picture_or_too_much_is_refused(server: str, tmp_path: Path, path: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        fetch(server + path, tmp_path, Limits(bytes=500_000), allow_loopback=True)
    assert not list(tmp_path.iterdir())


def test_a_server_that_does_not_end_is_left(server: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"longer than|timed out"):
        fetch(f"{server}/slow", tmp_path, Limits(seconds=0.3), allow_loopback=True)


def test_nothing_but_the_open_web_is_asked(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (
        server + "/a.png",
        "http://localhost/a.png",
        "http://[::1]/a.png",
        "http://0.0.0.0/a.png",
        "http://2130706433/a.png",
    ):
        with pytest.raises(InputError, match=r"private address|could not be fetched"):
            fetch(url, tmp_path)
    for url in ("ftp://example.com/a.png", "file:///etc/passwd", "https:///a.png"):
        with pytest.raises(InputError, match="only http and https"):
            fetch(url, tmp_path)
    with pytest.raises(InputError, match="password"):
        fetch("https://a:b@example.com/a.png", tmp_path)
    # A name that leads to one public and one private address is not asked at all.
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", "192.168.1.1")]
    monkeypatch.setattr("listinglint.readers.fetching.socket.getaddrinfo", lambda *_a, **_k: both)
    with pytest.raises(InputError, match="private address"):
        fetch("http://example.com/a.png", tmp_path)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("127.0.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False), ("2606:4700::1111", True), ("64:ff9b::808:808", True), ("::", False),
    ],
)  # fmt: skip
def test_addresses_of_the_open_internet(address: str, public: bool) -> None:
    assert _public(address, allow_loopback=False) is public


TABLE = "商家编码,商品标题,材质,主图,图片2\nA1,戒指,银,https://x.test/shop/Ring_925x.jpg?v=1,https://x.test/b/2.jpg\n"


def read(path: Path, settings: ReadSettings) -> Listing:
    (unit,) = readers.find([path], settings)
    assert isinstance(unit, readers.Unit)
    (one,) = readers.read(unit, settings)
    assert isinstance(one, Listing)
    return one


def test_pictures_are_found_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(TABLE, "utf-8")
    for name in ("pics/ring.jpg", "pics/a/2.jpg", "pics/b/2.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        Picture.new("RGB", (9, 9)).save(tmp_path / name)
    plain = ReadSettings(root=tmp_path.as_posix())
    assert [image.remote for image in read(path, plain).images] == [True, True]
    found = read(path, plain._replace(images_dirs=((tmp_path / "pics").as_posix(),)))
    assert [(image.file, image.ref) for image in found.images] == [
        ("pics/ring.jpg", "https://x.test/shop/Ring_925x.jpg?v=1"), ("pics/b/2.jpg", "https://x.test/b/2.jpg"),
    ]  # fmt: skip


def test_pictures_are_fetched_where_somebody_asks(server: str, tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(
        TABLE.replace("https://x.test/shop/Ring_925x.jpg?v=1", f"{server}/1.png").replace(
            "https://x.test/b/2.jpg", f"{server}/404"
        ),
        "utf-8",
    )
    settings = ReadSettings(root=tmp_path.as_posix(), fetch_to=(tmp_path / "got").as_posix(), fetch_loopback=True)
    first, second = read(path, settings).images
    assert Path(first.path).read_bytes() == PIXELS
    assert (second.remote, second.facts["unread"].cause, second.facts["unread"].part) == (True, "failed", "images[1]")
    refused = read(path, settings._replace(fetch_loopback=False, fetch_to=(tmp_path / "none").as_posix())).images[0]
    assert "private address" in refused.facts["unread"].reason.en
