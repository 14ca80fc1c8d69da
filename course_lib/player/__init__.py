"""The player: shows a page of cells as a path of steps. Plain ES modules and style; no Python is needed."""
