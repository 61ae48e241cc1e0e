"""Flags: what of a person's shared entries is a reason to look, by a short list of rules that everybody can read."""
