"""Finding what in a text may tell of a person, for somebody who decides on it.  Pure.

It proposes; it never decides.  It is meant to miss little, so it marks some things too many.
"""
from ..interfaces import CONCEALED
from .marks import KINDS, marks_of
from .masking import applied, left_over, masked, unmasked

__all__ = [
    'CONCEALED', 'KINDS', 'applied', 'left_over', 'marks_of', 'masked', 'unmasked']
