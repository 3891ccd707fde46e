"""svod: from Russian-language research papers to a dataset that people can trust."""

__version__ = "0.1.0"
