"""HTML of an item that another site carries: its addresses are those of the site that wrote it."""
from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Protocol

from ...base.i18n import ILanguages
from ...editorial.crossposting.interfaces import IReference
from ...kernel.tree.lookup import find_site, work_of
from ...kernel.tree.names import CONTENT
from .standins import picture_at

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import IResource

#: An address in HTML as it is cleaned: in double quotes.  A whole picture with one.
_ADDRESS = re.compile(r'\b(href|src)="(/[^"/][^"]*|/)"')
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
#: The way to a site by its path, which means the same at each development host.
_BY_PATH = '/sites/'


class Shown(Protocol):
    """A page.  ``context``: what it shows."""

    request: Request
    context: IResource


def carried_html(page: Shown, value: str) -> str:
    """Return ``value``, HTML of what ``page`` shows, as it stands there: if that is an item of
    another site, its links lead where they lead on that site, and its pictures are those that
    the board of this one has approved (ADR 87); others are left out.
    """
    reference = getattr(page.context, 'shown_by', None)
    if reference is None or not IReference.providedBy(reference):  # to ask it of None is dear
        return value
    request = page.request
    default = request.registry.getUtility(ILanguages).default
    start = request.link(find_site(work_of(page.context)), language=default).rstrip('/')
    pinned = {}

    def at_home(found: re.Match[str]) -> str:
        name, address = found.groups()
        return found[0] if address.startswith(_BY_PATH) or address in pinned else (
            f'{name}="{start}{address}"')

    def picture(found: re.Match[str]) -> str:
        shown = picture_at(reference, html.unescape(found[1]))
        if shown is None:
            return ''
        address = request.link(shown, CONTENT, language=default)
        pinned[address] = shown
        return found[0].replace(f'src="{found[1]}"', f'src="{address}"')

    return _ADDRESS.sub(at_home, _PICTURE.sub(picture, value))
