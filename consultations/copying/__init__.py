"""Last year's consultation, asked again: a draft with its texts, forms and targets, no answers."""
