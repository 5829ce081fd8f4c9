"""All that an item says, as plain text."""
from ...text import plain_text


def whole_text(item, text, registry):
    """Return the plain text of ``item`` below its title and summary, one line for each block.

    ``text``: the item, or its translation that is shown.
    """
    searched = registry.content.metadata(item, 'text')
    source = searched(text) if searched else getattr(text, 'body', '')
    return plain_text(source.removeprefix(text.summary))
