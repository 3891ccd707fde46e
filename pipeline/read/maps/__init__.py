"""Searching for the character map that a text layer should have had. `pipeline.read.decoding` is the way in."""
