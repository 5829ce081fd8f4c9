"""A news item in the words of schema.org."""

#: Search engines cut longer headlines off.
LONGEST_HEADLINE = 110


def linked_data(item, text, address):
    """Return what makes the thing a ``NewsArticle``."""
    return {'@type': 'NewsArticle', 'headline': text.title[:LONGEST_HEADLINE]}
