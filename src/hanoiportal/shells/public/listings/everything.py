"""All that stands in a section, each in the reader's language or else in Vietnamese.

A chart, a calendar or a directory with holes in it would be wrong: unlike lists of news, nothing
is left out for want of a translation.
"""
from ....base.i18n import DEFAULT
from ....kernel.tree.lookup import in_language
from ..lists.rows import in_order


def split(section, kind):
    """Return ``(items of the class kind, all other items)`` of ``section``, as listed."""
    items = in_order(section, DEFAULT)
    return ([item for item in items if isinstance(item, kind)],
            [item for item in items if not isinstance(item, kind)])


def is_fallback(items, tag):
    """Return whether none of ``items`` is in the language ``tag``, though there are some."""
    return bool(items) and all(in_language(item, tag).language != tag for item in items)
