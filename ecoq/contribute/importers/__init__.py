"""Reads what others hold — tables, maps — and makes initiative files of it."""
