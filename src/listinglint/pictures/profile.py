"""Which colours a picture file speaks of: the profile that it carries, told by its primaries and not by its name."""

from __future__ import annotations

import io
from typing import Any

from listinglint.pictures.opened import Opened

_RED_GREEN = {
    "sRGB": (0.648, 0.331, 0.321, 0.598),
    "Display P3": (0.680, 0.320, 0.265, 0.690),
    "Adobe RGB": (0.648, 0.331, 0.230, 0.702),
}
_NEAR = 0.02


def measure(picture: Opened) -> str:
    """Return sRGB (also where the file names no profile), Display P3, Adobe RGB or other."""
    data = picture.file.info.get("icc_profile")
    if not data or picture.header.mode not in ("RGB", "RGBA", "P"):
        return "sRGB"
    from PIL import ImageCms

    try:
        profile: Any = ImageCms.ImageCmsProfile(io.BytesIO(data)).profile
        red, green = profile.red_primary[1], profile.green_primary[1]
    except (OSError, TypeError, ValueError, ImageCms.PyCMSError):
        return "other"
    mine = (red[0], red[1], green[0], green[1])
    for name, theirs in _RED_GREEN.items():
        if all(abs(a - b) <= _NEAR for a, b in zip(mine, theirs, strict=True)):
            return name
    return "other"
