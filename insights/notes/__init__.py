"""What coders write beside a response: memos, marks, and the passages that a coding points at."""
