"""The real engines give the same rows: Ray Data, Spark, and an object store that speaks S3."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from listinglint.cluster import engines, parts
from tests.test_cluster.test_parts import catalogue, in_one_piece, read, task

pytestmark = [pytest.mark.cluster, pytest.mark.usefixtures("small"), pytest.mark.filterwarnings("ignore")]
NEEDS = {"ray": "ray", "spark": "pyspark"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROWS", 20)


@pytest.fixture(params=["ray", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    name: str = request.param
    pytest.importorskip(NEEDS[name], reason=f"needs the extra `{name}`")
    if name == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    yield name
    if name == "ray":
        import ray

        ray.shutdown()
    else:
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        if session is not None:
            session.stop()


def test_rows_are_those_of_the_run_in_one_piece(tmp_path: Path, engine: str) -> None:
    path = catalogue(tmp_path / "goods.jsonl")
    told = engines.run(str(path), str(tmp_path / "out"), task(path), "key", engine, 2)
    assert [row["lines"] for row in read(tmp_path / "out")] == in_one_piece(path)
    assert (told["listings"], len(told["parts"])) == (131, 8)
    again = engines.run(str(path), str(tmp_path / "out"), task(path), "key", engine, 2)
    assert again["kept_parts"] == 8


def test_a_worker_killed_in_mid_job_loses_nothing(tmp_path: Path, engine: str) -> None:
    path, out = catalogue(tmp_path / "goods.jsonl", 1500), tmp_path / "out"
    killed: list[int] = []
    killer = threading.Thread(target=kill_a_worker, args=(out, engine, killed))
    killer.start()
    told = engines.run(str(path), str(out), task(path), "key", engine, 2)
    killer.join()
    assert killed, "a worker was killed while parts were missing"
    assert told["listings"] == 1501
    assert [row["lines"] for row in read(out)] == in_one_piece(path)


def kill_a_worker(out: Path, engine: str, killed: list[int]) -> None:
    """Kill one worker process of the engine, found among our own descendants, after the first parts are there."""
    end = time.monotonic() + 120
    while time.monotonic() < end and len(list(out.glob("part-*.parquet"))) < 3:
        time.sleep(0.05)
    for pid, command in descendants(os.getpid()):
        if ("pyspark.daemon" in command and engine == "spark" and children(pid) == []) or "_Answering" in command:
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            return


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    for one in children(pid):
        yield from descendants(one)
        told = subprocess.run(["ps", "-o", "command=", "-p", str(one)], capture_output=True, text=True, check=False)
        yield one, told.stdout


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An object store on this machine; the address ends a URI."""
    pytest.importorskip("moto", reason="needs moto[server]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"?endpoint_override=http%3A%2F%2F127.0.0.1%3A{port}&region=us-east-1&allow_bucket_creation=true"
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize("name", ["local", "ray"])
def test_an_object_store_holds_the_catalogue_and_the_answers(tmp_path: Path, store: str, name: str) -> None:
    from pyarrow import fs

    path = catalogue(tmp_path / "goods.jsonl")
    files, bucket = fs.FileSystem.from_uri(f"s3://shop{store}")
    files.create_dir(bucket)
    with files.open_output_stream("shop/goods.jsonl") as out:
        out.write(path.read_bytes())
    source, target = f"s3://shop/goods.jsonl{store}", f"s3://shop/out{store}"
    told = engines.run(source, target, task(path), "key", name, 2)
    assert told["listings"] == 131
    (tmp_path / "copied").mkdir()
    fs.copy_files(target, str(tmp_path / "copied"))
    assert [row["lines"] for row in read(tmp_path / "copied")] == in_one_piece(path)
    assert engines.run(source, target, task(path), "key", "local", 1)["kept_parts"] == 8
