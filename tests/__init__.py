"""Tests, room by room as the package; `bench` holds what several rooms share."""
