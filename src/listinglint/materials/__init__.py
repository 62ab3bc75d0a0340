"""What an article is made of, as its texts and attributes tell it, and where they contradict each other."""
