"""What the care team gave back, as the participant sees it: read, answered, asked for."""
