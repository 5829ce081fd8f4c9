"""What all features use and that knows none of them: time, mail, health, files, hosts."""
