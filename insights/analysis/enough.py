"""How many women it takes before a machine may group their words. Plain Python, and light: screens
say these numbers, and no screen may load an analysis library (trap 4)."""

# A group, a name or a word that fewer women share could be one woman's way of saying it, and would
# keep her words after she took them back. These are working numbers for staff who may read each
# response anyway; what is published has its own, larger one (insights.suppression).
FEWEST = 5
FEWEST_TEXTS = 2 * FEWEST  # of fewer, a group of five is not a group but most of them
