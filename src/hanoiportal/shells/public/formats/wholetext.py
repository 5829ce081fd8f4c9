"""All that an item says, as plain text."""
from functools import lru_cache

from ....base.text import plain_text, says_something

#: Between two paragraphs that are spoken.
_BETWEEN = '\n\n'
#: Long texts of which it is remembered how much there is to speak; each has some 100 KB at most.
MOST = 64


def whole_text(item, text, registry):
    """Return the plain text of ``item`` below its title and summary, one line for each block.

    ``text``: the item, or its translation that is shown.
    """
    return plain_text(whole_html(item, text, registry))


def whole_html(item, text, registry):
    """Return the HTML, or the escaped text, of what ``whole_text`` says."""
    searched = registry.content.metadata(item, 'text')
    source = searched(text) if searched else getattr(text, 'body', '')
    return source.removeprefix(text.summary)


def spoken_text(item, text, registry):
    """Return what a voice says of ``item``: title, summary and all below, in paragraphs; nothing
    if there is nothing below, or if it is not public.
    """
    if not (item.is_public and text.is_public):
        return ''
    return _spoken(text.title, text.summary, whole_html(item, text, registry))


def _spoken(title, summary, source):
    said = plain_text(source)
    lines = [title, summary, *said.split('\n')] if said else []
    return _BETWEEN.join(line for line in lines if line)


def is_spoken(item, text, registry, speaker):
    """Return whether ``speaker`` takes the ``spoken_text`` of ``item``, mostly without making it:
    the plain text of HTML is never longer than the HTML.
    """
    if not (item.is_public and text.is_public and speaker.takes('.', text.language)):
        return False
    title, summary, source = text.title, text.summary, whole_html(item, text, registry)
    if len(title) + len(summary) + len(source) + 2 * len(_BETWEEN) <= speaker.longest:
        return says_something(source)
    return 0 < _length(title, summary, source) <= speaker.longest


@lru_cache(maxsize=MOST)
def _length(title, summary, source):
    return len(_spoken(title, summary, source))
