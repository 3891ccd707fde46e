"""What was said about a mention: planned, denied, attributed to someone."""
