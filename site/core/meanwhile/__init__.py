"""Two people on one screen: nobody saves over what she has not seen (decision 0012).

A page carries what it was filled with. On saving, that is laid beside what is stored by then. Where
they differ nothing is saved: the page comes back with the other person's changes in the fields that
this one left alone, with her own typing in the others, and with a sentence for each change.
"""
