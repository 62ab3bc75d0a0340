"""Our own labelled texts, and what listinglint and plain word lists make of them; `python -m evals` prints the table."""
