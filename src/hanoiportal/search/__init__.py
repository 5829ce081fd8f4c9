"""Search: from what a visitor types to what the index is asked (clause 3.1).

Nothing that is typed is an error, and nothing of it reaches an index unread.
"""
from .parsing import parse

__all__ = ['parse']
