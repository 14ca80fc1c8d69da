"""What a notebook's cell can call, one module for each kind of notebook."""
