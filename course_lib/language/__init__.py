"""How it is said: the course's words for its own terms, and dates."""
