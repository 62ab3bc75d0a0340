"""listinglint checks product listings before they are published."""

__version__ = "0.1.0"
