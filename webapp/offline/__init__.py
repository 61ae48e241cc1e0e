"""What a phone keeps for when there is no network: which pages, the worker that keeps them, the icon to open them."""
