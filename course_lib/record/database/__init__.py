"""The record's database, in SQLite or PostgreSQL: its tables, and how they are read and written.

What is said to either is SQL that both know, with `:name` for a value. A SQLite file is opened by Python's own
driver, a class's database by SQLAlchemy: server.py, which takes as long to load as the rest of the course, and
is loaded for that alone.
"""
