"""The relapse-prevention plan and the safety plan."""
