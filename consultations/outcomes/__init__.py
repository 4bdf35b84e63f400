"""What came of a consultation, as frozen text: outcomes, decisions, follow-ups, panel briefs."""
