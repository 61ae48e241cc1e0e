"""What sets a person off: their own list, each with its if-then plans."""
