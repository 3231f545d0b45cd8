"""Claims checked against documents."""
