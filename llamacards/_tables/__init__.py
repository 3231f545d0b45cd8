"""How tables are drawn, whatever they show."""
