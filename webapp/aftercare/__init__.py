"""The plan for after the program. Its sections are kept as the other plans are; the rest is shown from where it is."""
