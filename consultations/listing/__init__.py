"""The page of all consultations: what is open, what is read, what was decided, and finding one."""
