"""A catalogue checked in parts: on this machine, or by an engine that spreads the parts over many."""
