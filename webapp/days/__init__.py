"""Days counted from a start date. They add up and never reset."""
