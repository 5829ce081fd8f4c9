"""What a reader's choice of display makes of the frame of a page."""
from collections.abc import Callable
from typing import NamedTuple

from ....base import bodies
from .stylesheet import (
    ALOUD,
    COPY,
    COUNT,
    EMBLEM,
    FONT,
    HEADER,
    LEGAL,
    PLAYER,
    RATE,
    SIGNS,
    links,
    text_links,
)

#: An icon of nothing: browsers ask for no other.
NO_ICON = 'data:,'


class Look(NamedTuple):
    """Values of attributes of ``<html>``, ``None`` for what is usual, and addresses of files.

    ``styles``: the function that gives the ``<link>`` of style sheets, called as
    ``stylesheet.links`` is; ``font``: what is fetched before the style sheet asks for it;
    ``signs``: the file of the signs of tasks; ``header``: the script of the search form and of the
    menu; ``count``: the one by which a page is counted, ``None`` where staff practise; ``aloud``:
    the one that reads an item with a voice of the reader's device; ``copy``: the one that copies
    citations; ``legal``: that of the text of legal documents; ``rate``: the one that opens the
    form of ratings where one is; ``player``: the one that loads the player of a channel; all nine
    ``None`` for pages of text alone.
    """

    theme: str | None
    size: str | None
    styles: Callable[..., str]
    font: str | None
    icon: str
    signs: str | None
    header: str | None
    count: str | None
    aloud: str | None
    copy: str | None
    legal: str | None
    rate: str | None
    player: str | None


def look(page):
    """Return the ``Look`` of the ``Layout`` ``page``, as the ``Display`` of its reader says."""
    display = page.request.display
    text = display.text_only
    return Look(
        *display.attributes,
        *((text_links, None, NO_ICON,
            None, None, None, None, None, None, None, None) if text else (
            links, FONT, EMBLEM, SIGNS, HEADER, COUNT if bodies.is_counted(page.site) else None,
            ALOUD, COPY, LEGAL, RATE, PLAYER)))


def is_counted(page):
    """Return whether the ``Layout`` ``page`` is that of a page whose visitors are counted."""
    return not (page.error or page.preview) and getattr(page.request, 'is_counted', False)
