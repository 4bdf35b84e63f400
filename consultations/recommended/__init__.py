"""What panels recommended and what they were answered, as frozen text for everyone."""
