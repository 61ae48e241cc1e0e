"""What Foothold costs, measured beside bare twins in the same run: `make bench`."""
