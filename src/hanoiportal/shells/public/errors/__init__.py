"""Pages in place of a page: errors, a closed site, a moved item, a portal at its limit."""
