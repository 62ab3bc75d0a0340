"""How much memory a table of many rows takes to read, and how long: `python -m benchmarks.rows 1000000`."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from listinglint import readers
from listinglint.model import Listing
from listinglint.readers.base import ReadSettings


def main(rows: int) -> None:
    """Write a table of so many rows, read it as `check` would, and print what that took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goods.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("商家编码,商品标题,材质,描述\n")
            file.writelines(f"A{number},银戒指第{number}号,925银,一句普通的描述\n" for number in range(rows))
        began = time.process_time()
        found = sum(isinstance(one, Listing) for one in readers.read(readers.Unit(path, "catalogue"), ReadSettings()))
        seconds, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{found} listings, {seconds:.0f} s of CPU, peak of memory {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
