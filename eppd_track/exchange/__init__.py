"""What goes out to others and comes back: sheets to fill in, full data, calendars."""
