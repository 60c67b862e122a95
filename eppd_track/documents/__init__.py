"""Documents of others, read: a file of any format as passages with their places."""
