"""Every figure read again from its document."""
