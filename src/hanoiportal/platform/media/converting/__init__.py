"""A document of an office as HTML: headings, lists, tables, notes and pictures stay what they are.

Its words are those that ``wording`` reads; what could not be carried over is told, word by word.
Documents that cannot be told are refused as there.
"""
