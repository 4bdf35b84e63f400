"""Who was to be heard, and about how many were: by the way they came and by the group's code."""
