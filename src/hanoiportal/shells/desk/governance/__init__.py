"""The site's own affairs: board, roster, roles, suspension, log, bin."""
