"""Writing indexes anew where they still hold words of documents that are gone."""
from .facets import FacetIndex, drop_values


def forget_words(portal, gone, registry):
    """Eraser: no index holds a word or value of documents that it no longer finds."""
    for indexes in filter(None, (portal.indexes, portal.indexes.coming)):
        indexes.catalog['text'].fold_in(forgetting=True)
        for index in filter(None, (*indexes.catalog.values(), indexes.details)):
            if isinstance(index, FacetIndex):
                drop_values(index)
