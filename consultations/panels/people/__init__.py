"""Panel members as colleagues: joining, profile, safe contact, agreements, leaving."""
