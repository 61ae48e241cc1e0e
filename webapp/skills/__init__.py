"""Coping skills: the library, own ones, practices, and what works."""
