"""News of the site, the newest first."""
