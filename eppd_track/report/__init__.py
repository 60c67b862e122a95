"""One builder a command: from the ledger to a Report, the value every format is made of."""
