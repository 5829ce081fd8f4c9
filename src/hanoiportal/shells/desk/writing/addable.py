"""What may be added at a place, and how the button for it is called."""
from collections.abc import Iterator
from textwrap import shorten

from pyramid.request import Request

from ....base.i18n import DEFAULT, _
from ....content.drafts.interfaces import IDrafts, Work
from ....kernel.tree.content import types_of
from ....kernel.tree.resources import Described

#: Characters of a title in a message.
LONGEST_TITLE = 80
#: Types of content that people write; the others are added.
_WRITTEN = ('NewsItem', 'Page')


def addable(place: Described, request: Request) -> dict[str, str]:
    """Return ``{name: title}`` of the types that the asker may add to ``place``, in its order."""
    return dict(each_addable(place, request))


def each_addable(place: Described, request: Request) -> Iterator[tuple[str, str]]:
    """Yield name and title of the same, each looked at when it is asked for."""
    may_write = request.service(IDrafts).may_write
    known = types_of(request.registry)
    for name in getattr(place, 'allowed_types', ()):
        if name in known and may_write(Work(place, DEFAULT, name)):
            yield name, known[name]['title']


def in_short(title: str) -> str:
    """Return ``title``, cut at a word where it is long for a message."""
    return shorten(title, LONGEST_TITLE, placeholder=' …')


def add_label(name: str, request: Request) -> str:
    """Return what the button says that adds something of the type ``name``, translatable."""
    kind = request.localizer.translate(types_of(request.registry)[name]['title'])
    told = {'type': kind[:1].lower() + kind[1:]}
    if name in _WRITTEN:
        return _('Viết ${type} mới', mapping=told)
    return _('Thêm ${type}', mapping=told)
