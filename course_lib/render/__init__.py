"""Everything the course shows, as plain text and escaped HTML: what is read, printed, compared and heard."""
