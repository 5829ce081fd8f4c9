"""Every view asked by everybody: what each role finds, and finds no trace of (M1, 8.7, 8.8)."""
