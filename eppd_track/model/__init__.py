"""What a ledger holds: records, closed lists, due dates."""
