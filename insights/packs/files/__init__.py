"""Editions of a pack as files beside the PDF: for Word, and their tables for spreadsheets."""
