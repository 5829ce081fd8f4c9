"""What of the whole portal programs read: sites, sections, items, documents, search.

The frame, and the declaration of an endpoint, are in ``shells/api``; a feature's own endpoints in
its ``api.py``.
"""
