"""RelStorage on PostgreSQL, asked once where its own driver asks three times (decision 47)."""
