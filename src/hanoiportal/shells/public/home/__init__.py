"""The home page, as its editors and its reader arrange it."""
