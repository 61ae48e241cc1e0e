"""What was agreed in sessions: written down by the counselor, read and answered by the person."""
