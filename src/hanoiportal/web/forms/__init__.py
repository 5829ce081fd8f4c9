"""Forms: fields of a schema, what was typed, days."""
