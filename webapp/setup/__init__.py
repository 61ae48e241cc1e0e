"""The first visit: a program, its crisis lines and its first admin, by a one-time code printed on the console."""
