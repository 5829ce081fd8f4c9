"""Questions that people are asked, and what they answer: forms, branches, cells, figures.

Pure, so that the item that asks, the form, the desk and the page of the results read the same
questions the same way.
"""
