"""Other systems in a demonstration: made-up ones, which are asked nothing."""
