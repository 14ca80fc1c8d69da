"""The class: its file, what the instructor sees of it, and what is looked at before it begins."""
