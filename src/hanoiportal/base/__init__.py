"""Words that every other district uses: pure, no I/O, safe to import anywhere."""
