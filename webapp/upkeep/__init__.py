"""Looking after an installation: backup and restore, a check-up, data for measuring."""
