"""Who looked: everything that others did with a person's record, in words, and the accounting of disclosures."""
