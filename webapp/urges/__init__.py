"""Urges and lapses: logged in two taps, ridden out with what helped before, answered step by step."""
