"""Learn: the modules, how far a person is in them, what they answered and what they took on from there."""
