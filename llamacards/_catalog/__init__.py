"""Publications are gathered into cards, and scores put into rows by the law of rows."""
