"""The counselor's pages: who needs me first and why, and what one participant shares. Nothing else is read here."""
