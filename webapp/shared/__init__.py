"""What somebody with a family link sees. No account, nothing that leads into the app."""
