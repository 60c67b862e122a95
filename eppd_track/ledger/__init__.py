"""The file: its text and layout, reading, writing, saving and checking it."""
