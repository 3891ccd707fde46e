"""Tables of pages: found, cut into cells, read as rows and heads."""
