"""What is claimed about speed and memory, measured: `python3 course.py bench` prints the README's table."""
