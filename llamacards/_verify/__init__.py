"""Every statement is read again from its document."""
