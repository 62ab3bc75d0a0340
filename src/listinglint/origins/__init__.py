"""Where each character of a value stands in the file it was read from: one module for each format."""
