"""Licenses side by side, and plans checked against them."""
