"""Git around a ledger: the repository, the merge driver, `eppd sync`."""
