"""Sheets that agencies fill in: out, and back."""
