"""All that an item says, as plain text."""
from ...text import plain_text


def whole_text(item, text, registry):
    """Return the plain text of ``item`` below its title and summary, one line for each block.

    ``text``: the item, or its translation that is shown.
    """
    searched = registry.content.metadata(item, 'text')
    source = searched(text) if searched else getattr(text, 'body', '')
    return plain_text(source.removeprefix(text.summary))


def spoken_text(item, text, registry):
    """Return what a voice says of ``item``: title, summary and all below, in paragraphs; nothing
    if there is nothing below, or if it is not public.
    """
    public = item.is_public and text.is_public
    said = whole_text(item, text, registry) if public else ''
    lines = [text.title, text.summary, *said.split('\n')] if said else []
    return '\n\n'.join(line for line in lines if line)
