"""Family links: a participant makes them, sees who opened them, ends them."""
