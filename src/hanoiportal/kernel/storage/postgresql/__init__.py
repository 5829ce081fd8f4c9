"""RelStorage on PostgreSQL, asked once where its own driver asks three times (ADR 47)."""
