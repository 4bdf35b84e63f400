"""The page of an area: who works together there, and what helps at each stage."""
