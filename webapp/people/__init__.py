"""The one address book, and asking the team to call."""
