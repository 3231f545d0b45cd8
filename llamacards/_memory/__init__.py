"""What a model takes of memory, and what holds it."""
