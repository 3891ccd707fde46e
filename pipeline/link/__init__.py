"""Mentions → things: registry, abbreviations, coordination, instruments over all papers."""
