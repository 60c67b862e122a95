"""The sweep of `eppd update` after a meeting."""
