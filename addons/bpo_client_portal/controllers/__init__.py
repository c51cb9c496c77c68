"""Portal controllers."""
