"""What became of claims."""
