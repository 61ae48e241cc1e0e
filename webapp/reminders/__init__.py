"""Reminders by web push, for whoever turned them on. What is due stands on Today; a reminder is an extra."""
