from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageFilter

from listinglint.pictures import detail


def test_an_untouched_picture_carries_what_its_size_promises(textured: Any, held: Any) -> None:
    seen = detail.measure(held(textured()))
    assert seen.factor == 1.0
    assert seen.loss > 0.1
    assert seen.half_loss > 0.1


@pytest.mark.parametrize("method", [Pillow.Resampling.BICUBIC, Pillow.Resampling.LANCZOS, Pillow.Resampling.BILINEAR])
@pytest.mark.parametrize("size", [(1280, 1024), (1281, 1023)])
def test_twice_enlarged_means_half_the_detail(textured: Any, held: Any, method: Any, size: tuple[int, int]) -> None:
    assert detail.measure(held(textured().resize(size, method))).factor == 0.5


def test_four_times_enlarged_means_a_quarter(textured: Any, held: Any) -> None:
    assert detail.measure(held(textured().resize((2560, 2048), Pillow.Resampling.BICUBIC))).factor == 0.25


def test_the_grid_of_an_enlargement_may_be_cut(textured: Any, held: Any) -> None:
    large = textured().resize((1280, 1024), Pillow.Resampling.BICUBIC)
    assert detail.measure(held(large.crop((37, 41, 1257, 995)))).factor == 0.5


def _weave(period: float, turned: float, size: int = 900) -> Any:
    y, x = np.mgrid[0:size, 0:size]
    u, v = x * np.cos(turned) + y * np.sin(turned), y * np.cos(turned) - x * np.sin(turned)
    over = (np.floor(u / period) + np.floor(v / period)) % 2
    threads = np.where(over > 0, np.abs(np.sin(np.pi * u / period)), np.abs(np.sin(np.pi * v / period)))
    noise = np.random.default_rng(4).normal(0, 3, (size, size))
    return Pillow.fromarray(np.clip(60 + 120 * threads + noise, 0, 255).astype(np.uint8)).convert("RGB")


@pytest.mark.parametrize(("period", "turned"), [(5.3, 0.3), (6.1, 0.0), (3.0, 0.2), (4.7, 1.1)])
def test_a_fine_weave_enlarged_along_straight_lines_is_told_by_its_bends(
    held: Any, period: float, turned: float
) -> None:
    weave = _weave(period, turned)
    assert detail.measure(held(weave)).factor == 1.0, "a weave of about three pixels is not three times enlarged"
    small = weave.resize((300, 300), Pillow.Resampling.LANCZOS)
    assert detail.measure(held(small.resize((900, 900), Pillow.Resampling.BILINEAR))).factor < 1.0


def test_a_blurred_picture_is_sharp_at_neither_size(textured: Any, held: Any) -> None:
    sharp, soft = textured(), textured().filter(ImageFilter.GaussianBlur(3))
    assert detail.measure(held(soft)).half_loss < 0.066 < detail.measure(held(sharp)).half_loss


def test_large_pictures_are_judged_by_their_most_detailed_part(textured: Any, held: Any) -> None:
    page = Pillow.new("RGB", (3000, 2600), "white")
    page.paste(textured(), (2300, 2000))
    assert detail.measure(held(page)).factor == 1.0
    large = textured(2, (1500, 1300)).resize((3000, 2600), Pillow.Resampling.BICUBIC)
    assert detail.measure(held(large)).factor == 0.5


@pytest.mark.parametrize("size", [(1, 1), (63, 63), (2000, 20), (20, 5000), (128, 64)])
def test_too_small_to_tell(textured: Any, held: Any, size: tuple[int, int]) -> None:
    seen = detail.measure(held(textured(2, size) if min(size) > 8 else Pillow.new("RGB", size)))
    assert seen.factor == 0.0
    assert seen.loss == seen.half_loss == -1.0


def test_too_flat_to_tell(held: Any) -> None:
    assert detail.measure(held(Pillow.new("RGB", (500, 500), "white"))).factor == 0.0


def test_a_soft_photograph_is_no_enlargement(textured: Any, held: Any) -> None:
    """A lens that is a little out of focus leaves an even fall; an enlargement by two repeats itself."""
    soft = textured(3, (1200, 1000)).filter(ImageFilter.GaussianBlur(0.7))
    assert detail.figures(soft.convert("L")).loss < 0.1
    assert detail.measure(held(soft)).factor == 1.0
    small = soft.resize((600, 500), Pillow.Resampling.LANCZOS)
    assert detail.measure(held(small.resize((1200, 1000), Pillow.Resampling.BICUBIC))).factor == 0.5


@pytest.mark.parametrize("axis", [0, 1])
def test_a_camera_that_moved_in_one_direction_blurs(textured: Any, held: Any, axis: int) -> None:
    sums = np.cumsum(np.asarray(textured(4, (1000, 900))), axis=axis, dtype=np.int32)
    moved = (np.take(sums, range(11, sums.shape[axis]), axis) - np.take(sums, range(sums.shape[axis] - 11), axis)) // 11
    assert detail.measure(held(Pillow.fromarray(moved.astype(np.uint8)))).half_loss < 0.066


def test_a_grain_that_runs_in_one_direction_does_not_blur(held: Any) -> None:
    """Brushed metal changes along one direction only; nothing is to be seen along the other."""
    grain = np.repeat(np.random.default_rng(6).normal(150, 20, (900, 1)), 1000, axis=1)
    grain = grain + np.random.default_rng(7).normal(0, 2, (900, 1000))
    picture = Pillow.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).convert("RGB")
    assert detail.measure(held(picture)).half_loss > 0.066
