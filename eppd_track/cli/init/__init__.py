"""The questions of `eppd init`."""
