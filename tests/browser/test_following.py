"""Following in a browser: the form, the letter, the confirmation, the news, the end by one click."""
