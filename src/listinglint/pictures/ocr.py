"""The program that reads words in pictures: an extra, loaded when the first picture is read, working without a network."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from listinglint.pictures.header import Unreadable
from listinglint.pictures.seen import Box
from listinglint.tuples import NamedTuple

NEEDS = ("rapidocr", "onnxruntime", "zxingcpp")
INSTALL = "pip install 'listinglint[ocr]'"
# The models that lie inside the wheel.  They are named one by one: with a model missing the program would fetch it.
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx", "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}  # fmt: skip
# At its default of .5 a ribbon in a thin font may be passed over; what is no text is read badly and dropped.
_FAINTEST = 0.3
_LARGEST = 20_000  # never shrink a strip: at its default a page of 5000 pixels is read at 316 pixels wide


class Piece(NamedTuple):
    """A stretch of text as the program found it."""

    text: str
    score: float
    box: Box


@lru_cache(1)
def available() -> bool:
    """Tell whether the extra is installed, without loading it."""
    return all(find_spec(one) is not None for one in NEEDS)


@lru_cache(1)
def version() -> str:
    """Return the release of the program: another one may read differently."""
    from importlib.metadata import version as release

    return release("rapidocr") + "," + release("zxing-cpp")


def read(pixels: Any) -> list[Piece]:
    """Return the stretches of text in an RGB array."""
    found = _engine()(pixels[:, :, ::-1])  # the program expects blue first
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    return [
        Piece(text, float(score), _upright(corners))
        for text, score, corners in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


def _upright(corners: Any) -> Box:
    """Return the smallest upright box around four corners."""
    xs, ys = [float(one[0]) for one in corners], [float(one[1]) for one in corners]
    return int(min(xs)), int(min(ys)), round(max(xs)), round(max(ys))


@lru_cache(1)
def _engine() -> Any:
    """Return the program with its models loaded (1.4 s, 300 MB), on one thread: pictures in parallel beat threads."""
    import cv2
    import rapidocr

    cv2.setNumThreads(1)
    folder = Path(rapidocr.__file__).parent / "models"
    paths = {f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()}
    for path in paths.values():
        if not Path(path).is_file():
            raise Unreadable(
                f"文字识别模型缺失（{Path(path).name}），请重新安装 rapidocr 3.10 或更高版本",
                f"the model {Path(path).name} is missing: install rapidocr 3.10 or later again",
                "unavailable",
            )
    settings = {
        **paths,
        "Global.log_level": "critical",  # a picture without words is no event
        "Global.max_side_len": _LARGEST,
        "Det.box_thresh": _FAINTEST,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    }
    return rapidocr.RapidOCR(params=settings)
