"""What waits on a phone to be sent: the page that shows it, and opening what was sealed there."""
