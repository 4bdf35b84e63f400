"""What apps above may listen for. A receiver may return a sentence for the reader, or None."""

from django.dispatch import Signal

# Sent with `response` and `hides_more` when the stored words or a translation changed: offsets into
# them are old, and with `hides_more` what was shown before holds something that had to go. With
# `only_translations` her own words are what they were.
answers_changed = Signal()

# Sent with `responses` when they have been stored, within the transaction that stores them.
responses_stored = Signal()
