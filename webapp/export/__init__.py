"""Taking along what one wrote: archives that are made while they are sent, and stored nowhere."""
