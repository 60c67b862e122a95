"""Completion of what is typed in a shell."""
