"""Measures listinglint as ratios against a floor or a peer in the same run; see README for how to run it."""
