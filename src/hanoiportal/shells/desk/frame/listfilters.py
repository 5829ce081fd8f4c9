"""What the query of a list asks for; whatever cannot be read asks for nothing."""
from urllib.parse import urlencode

from pyramid.request import Request

from ....base.i18n import ILanguages
from ....discovery.catalog.interfaces import Wanted
from ....discovery.search import parse
from ....kernel.tree.content import types_of
from ....kernel.workflow.interfaces import EVERY_STATE

SIZE = 20
LONGEST = 200
NUMBER = 8


def page_number(request: Request) -> int:
    """Return the number of the page asked for, from 1; whatever else is typed is page 1."""
    asked = str(request.params.get('page', '1'))
    if not (asked.isascii() and asked.isdigit() and len(asked) < NUMBER):
        return 1
    return max(1, int(asked))


class ListFilters:
    """The filters of a list, as its address has them.

    ``text``: as typed.  ``state``, ``type``, ``language``: ``''`` for all.  ``mine``: whether
    only what the asker wrote in is shown.
    """

    def __init__(self, request):
        registry = request.registry
        given = request.GET.get
        self.text = given('q', '').strip()[:LONGEST]
        self.state = _among(given('state', ''), EVERY_STATE)
        self.types = listed_types(registry)
        self.type = _among(given('type', ''), self.types)
        self.language = _among(given('language', ''), registry.getUtility(ILanguages).by_tag)
        self.mine = given('mine') == 'yes'

    def wanted(self, place, principal):
        """Return the ``Wanted`` of what lies below ``place``; ``principal``: the asker's id."""
        return Wanted(
            place=place, states=_one(self.state), types=_one(self.type),
            languages=_one(self.language), author=principal if self.mine else None,
            text=parse(self.text) if self.text else None)

    @property
    def query(self):
        """``{name: str}`` of the filters that are set."""
        found = {'q': self.text, 'state': self.state, 'type': self.type,
                 'language': self.language, 'mine': 'yes' if self.mine else ''}
        return {name: value for name, value in found.items() if value}

    def address(self, number):
        """Return the query of page ``number``, with its question mark."""
        return '?' + urlencode({**self.query, 'page': number})


def listed_types(registry):
    """Return ``{name: title}`` of the types that lists show."""
    return {name: meta['title'] for name, meta in types_of(registry).items()
            if meta.get('text') is not None}


def _among(value, allowed):
    return value if value in allowed else ''


def _one(value):
    return (value,) if value else ()
