"""Questions and requests of a demonstration that the staff works on."""
