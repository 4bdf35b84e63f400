"""What leaves the reading team once themes are given: coded files for other tools, a paragraph to
copy, quote cards for a session; and who has to be told when words are taken back (decision 0029).
"""
