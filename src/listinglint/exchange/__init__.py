"""Takes a shop's export apart into folders that people can edit, and puts it together again with what they changed.

`take_in` writes one folder a listing: `listing.yaml` with every text in its own place, pictures beside it, and
`.listinglint-export.yaml` with what only the export needs: the cells and stretches of the source in which those texts stood,
as literal text around references to the manifest.  No text is kept twice, so what is edited is what is exported.

`give_out` writes the export again from the folders, in the format that it came in; `convert` writes folders of any origin in
the format of another platform, and tells what that format has no place for.
"""

from __future__ import annotations

from listinglint.exchange.inward import take_in
from listinglint.exchange.nouns import Outcome
from listinglint.exchange.outward import give_out
from listinglint.exchange.platforms import PLATFORMS, convert

__all__ = ["PLATFORMS", "Outcome", "convert", "give_out", "take_in"]
