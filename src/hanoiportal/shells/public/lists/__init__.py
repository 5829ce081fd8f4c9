"""Lists of items: rows, batches, tables, sections, files of values."""
