"""Results of evaluation programs, read as cards."""
