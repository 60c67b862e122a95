"""The pages of `eppd help`, and `--help` in Chinese."""
