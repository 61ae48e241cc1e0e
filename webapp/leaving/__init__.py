"""Leaving: sharing ends at once, everything is erased after two weeks in which the person may stay."""
