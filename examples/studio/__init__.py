"""A small photo studio in code: it draws the pictures of the example listings."""
