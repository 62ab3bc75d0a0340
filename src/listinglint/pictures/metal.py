"""The colour of the metal in a picture: like silver, like gold or like rose gold, and how sure that is."""

from __future__ import annotations

from typing import Any

from listinglint.pictures import border
from listinglint.pictures.opened import Opened, shrunk
from listinglint.pictures.seen import Metal

_SIDE, _BORDER = 256, 6
_APART, _FAINT, _LEAST = 14.0, 8.0, 0.004
_COLOURED, _GREY = 12.0, 8.0
_WARM, _ROSE = 0.30, 62.0
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.95047, 1.0, 1.08883)


def measure(picture: Opened) -> Metal:
    """Return the tone of what stands out from the background; meaningful only for goods of metal."""
    import numpy as np

    lab = _lab(np.asarray(shrunk(picture.small, _SIDE)))
    b = _BORDER
    ring = np.concatenate([one.reshape(-1, 3) for one in (lab[:b], lab[-b:], lab[b:-b, :b], lab[b:-b, -b:])])
    ground = np.median(ring, axis=0)
    apart = np.sqrt(np.square(lab - ground).sum(axis=2))
    mask = (apart > _APART) & (lab[..., 0] > 25) & (lab[..., 0] < 97)
    if mask.mean() < _LEAST:
        mask = apart > _FAINT
    goods = lab[mask]
    if not len(goods):
        return Metal()
    if ground[0] > 60:
        goods = goods - np.array([0.0, 0.8, 0.8]) * ground  # most of a cast of light goes with the background's own
    chroma = np.hypot(goods[:, 1], goods[:, 2])
    hue = np.degrees(np.arctan2(goods[:, 2], goods[:, 1]))
    warm = (chroma > _COLOURED) & (hue > 20) & (hue < 110)
    share = float(warm.mean())
    mean = float((hue[warm] * chroma[warm]).sum() / chroma[warm].sum()) if share > 0.02 else 0.0
    tone = "silver" if share < _WARM else "rose" if mean < _ROSE else "gold"
    return Metal(tone, share, mean, float((chroma < _GREY).mean()), border.measure(picture).is_white)


def _lab(pixels: Any) -> Any:
    """Return CIELAB under daylight of sRGB pixels."""
    import numpy as np

    plain = pixels.astype(np.float64) / 255
    linear = np.where(plain <= 0.04045, plain / 12.92, ((plain + 0.055) / 1.055) ** 2.4)
    xyz = linear @ np.array(_XYZ).T / np.array(_WHITE)
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack(
        [116 * root[..., 1] - 16, 500 * (root[..., 0] - root[..., 1]), 200 * (root[..., 1] - root[..., 2])], axis=2
    )
