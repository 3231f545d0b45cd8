"""Publications gathered into cards, and the law of rows."""
