"""The reader: reads a question with a passage, and says whether the passage answers and where."""
