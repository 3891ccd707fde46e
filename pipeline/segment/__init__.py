"""Document → Structure: front matter, zones, citations, references."""
