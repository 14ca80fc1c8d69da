"""What is right: pure functions that know no widgets, files, clock or database."""
