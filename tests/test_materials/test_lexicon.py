from __future__ import annotations

import pickle

from listinglint.materials.lexicon import Materials
from listinglint.materials.terms import Material


def test_materials_are_the_same_when_they_are_read_back() -> None:
    known = {"gold": Material("base", "metal", zh=("金",)), "silk": Material("fibre", "fibre", en=("silk",))}
    for again in (Materials(known), pickle.loads(pickle.dumps(Materials(known)))):
        assert dict(again) == known
        assert len(again) == 2
        assert "gold" in again
        assert "oak" not in again
        assert again.get("oak") is None
        assert again["silk"] is again["silk"]
    twice = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(Materials(known)))))
    assert dict(twice) == known
