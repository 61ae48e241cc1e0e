"""What the care team may see, by category. Deny by default."""
