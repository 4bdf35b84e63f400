"""Pay: rate cards, fees, expenses, benefits, payees, runs, and whether we pay on time."""
