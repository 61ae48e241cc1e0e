"""Accounts: joining, signing in and out, devices, passwords and what a person sets for themselves."""
