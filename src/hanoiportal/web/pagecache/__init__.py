"""The cache of public pages: its key, its entries, and who watches what it answers."""
