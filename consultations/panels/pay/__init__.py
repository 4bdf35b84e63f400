"""Pay: rate cards, fees and expenses, benefits, payees, payment runs, and whether we pay on time."""
