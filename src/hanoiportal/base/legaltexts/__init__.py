"""Reading the text of a law: its parts, its provisions, and each of them as HTML.

Pure, so that whatever has such a text reads it the same way: what is in force and what is only a
draft.
"""
