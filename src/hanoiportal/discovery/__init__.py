"""Finding: the indexes, and what a visitor's words ask them."""
