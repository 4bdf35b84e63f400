"""Panels: paid women who co-design services. Kept apart from anonymous words by contract."""
