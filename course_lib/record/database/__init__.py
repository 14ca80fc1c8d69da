"""The record's database, in SQLite or PostgreSQL: its tables, and how they are read and written.

Nothing else imports SQLAlchemy, and this is imported only when there is something to read or write: SQLAlchemy
takes about as long to load as the rest of the course.
"""
