"""Looking for words in published pages. What is looked for is posted and kept nowhere."""
