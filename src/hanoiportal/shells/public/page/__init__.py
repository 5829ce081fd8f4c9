"""What stands around every public page, and what a page says of itself."""
