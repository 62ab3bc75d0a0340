"""Running over many listings: in order, in one process or several, with every shop's own settings."""
