"""Therapy groups as counselors see them, and the week that a group looks at together."""
