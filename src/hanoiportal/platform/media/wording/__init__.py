"""The words of a document of an office, paragraph by paragraph, with the numbers it prints.

What a person sees on paper is what a decree says: numbers that Word counts by itself are part of
it, and so are text boxes, tables and notes.  What cannot be told is refused, never guessed.
"""
