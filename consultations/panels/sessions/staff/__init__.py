"""Sessions and panels in the admin: where each stands, what is missing, who comes."""
