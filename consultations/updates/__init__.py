"""News of one consultation: short dated notes below its page."""
