"""Formats of Korean."""
