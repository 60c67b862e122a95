"""What commands share: options, the session, writing, output."""
