"""The sheet as .xlsx."""
