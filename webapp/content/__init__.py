"""What the app teaches and asks, as data: YAML beside this file, both languages side by side, validated when loaded.

Clinical words (safety questions, overdose card, lapse path, crisis lines) are in `clinical/` and carry 'reviewed by'.
"""
