"""A coordinator's screens for people, in Wagtail's admin; and the names that finance needs."""
