"""The log: one timeline of all that a participant wrote down, by day."""
