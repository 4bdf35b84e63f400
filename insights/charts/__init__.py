"""Pictures of what was coded: the map, over time, between areas. Exact, for named staff alone."""
