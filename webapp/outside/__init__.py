"""Consents to somebody outside the program, and the file that the person hands over."""
