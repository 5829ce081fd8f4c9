"""The results page: words, filters, rows, suggestions."""
