"""How a table is drawn; knows no card."""
