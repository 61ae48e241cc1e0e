"""The modules of Learn: Markdown with typed front matter, one file a language, read and validated when the app starts.

The format is in `docs/modules.md`. What is at fault is left out, with a message; the app serves the rest.
"""
