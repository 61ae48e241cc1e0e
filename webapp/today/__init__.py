"""Today, the first steps after joining, and More."""
