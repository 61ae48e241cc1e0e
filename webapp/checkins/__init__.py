"""The daily check-in, and the weekly list of one's own warning signs."""
