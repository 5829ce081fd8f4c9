"""Page templates: loaded, compiled once, rendered."""
