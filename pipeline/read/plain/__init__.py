"""Text files: lines without geometry."""
