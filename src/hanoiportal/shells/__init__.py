"""What frames screens: public pages, the desk, the console, log-in, the command line."""
