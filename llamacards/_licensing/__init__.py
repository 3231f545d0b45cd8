"""Licenses side by side, and a plan checked against them."""
