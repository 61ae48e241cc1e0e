"""What works for everybody and always: Help now, the way out, the health check. It writes no clinical row."""
