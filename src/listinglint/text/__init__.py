"""Reading text the way a buyer does: folded, split into clauses, matched against phrases, judged by context.  Pure."""
