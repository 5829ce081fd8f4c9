"""Whether a word that somebody typed can be a word that is known."""
from ...base.text import folded


def same(marked, plain, known):
    """Tell whether what was typed, read as ``marked`` and ``plain``, is the marked word ``known``.

    Without marks it is any word of those letters; with marks it is that word alone.
    """
    return marked == known or marked == plain == folded(known)
