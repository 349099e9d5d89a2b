"""Teaching: from a question that went unanswered to the right answer, without a developer."""
