"""What goes out and in: a learner's record in the forms that other programs read."""
