"""Rooms in which members work things out: stages, activities, what is recommended, and care."""
