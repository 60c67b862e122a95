"""Every sentence and label, in both languages, one file for each moment a reader meets them."""
