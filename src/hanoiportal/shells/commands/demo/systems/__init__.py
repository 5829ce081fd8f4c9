"""Other systems in a demonstration: made-up ones, which `make demo` runs beside it."""
