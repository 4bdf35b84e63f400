"""What we promise beside asking: each with its day, kept, kept late or broken in the open."""
