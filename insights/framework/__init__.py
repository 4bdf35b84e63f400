"""The framework matrix: a row for each woman, a column for each theme, summaries in the cells.

Gale and others 2013, "Using the framework method for the analysis of qualitative data in
multi-disciplinary health research": index, then chart by summarising each case under each theme.
"""
