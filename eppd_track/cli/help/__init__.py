"""The pages of `eppd help`, and `--help` in another language than English."""
