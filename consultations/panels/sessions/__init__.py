"""Sessions: planned, asked to, prepared, held, told of afterwards; and the lifecycle of panels."""
