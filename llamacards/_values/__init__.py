"""What a field may hold: validation, quantities, sources."""
