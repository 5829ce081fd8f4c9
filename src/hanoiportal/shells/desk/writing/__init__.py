"""Writing: the editor, autosave, merging, translations."""
