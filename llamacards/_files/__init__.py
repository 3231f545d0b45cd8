"""Cards and publications in files."""
