"""Formats with marks for paragraphs, tables and notes: web pages, OpenDocument, FictionBook, Word."""
