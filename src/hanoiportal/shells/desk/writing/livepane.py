"""Phần xem trước bên cạnh biểu mẫu: whether it is open and how wide its page is, as one left it.

A cookie of three words from short lists keeps that; it names nobody.
"""
from typing import NamedTuple

from pyramid.request import Request
from pyramid.response import Response

from ....base.i18n import DEFAULT
from ....base.interfaces import IContainer, IItem
from ....base.settings import ISettings
from ....content.drafts.interfaces import Work
from ....kernel.security.authentication.sessions import own_name
from ....web import desk_view
from ...frame.assets import asset_url
from ..frame.view import DeskView
from .writing import address_of

COOKIE, KEEP, PAGE = 'xem-truoc', 'preview-pane', 'preview-typed'
PHONE, DESKTOP = WIDTHS = 'phone', 'desktop'
OPEN, CLOSED = STATES = 'open', 'closed'
#: Seconds: a year.
KEPT = 365 * 86400


class Choice(NamedTuple):
    """How the pane is left: a width, and whether it is open beside a form and a translation."""

    width: str = PHONE
    form: str = OPEN
    translation: str = CLOSED

    @classmethod
    def read(cls, text: str) -> 'Choice':
        """Return what a cookie's value says; the usual one if it says none.

        >>> Choice.read('desktop.closed.open').width, Choice.read('x') == Choice()
        ('desktop', True)
        """
        words = tuple(text.split('.')) if len(text) < 40 else ()
        allowed = len(words) == 3 and words[0] in WIDTHS and set(words[1:]) <= set(STATES)
        return cls(*words) if allowed else cls()


class LivePane:
    """The pane beside the form of ``work``.

    ``address``: of the page that it shows, without the draft.  ``keep``: where a choice is sent.
    """

    script = asset_url('livepreview.js')

    def __init__(self, request: Request, work: Work) -> None:
        choice = choice_of(request)
        self.address = address_of(request, work, PAGE)
        self.keep = address_of(request, work, KEEP)
        self.width = choice.width
        self.state = choice.form if work.language == DEFAULT else choice.translation


def choice_of(request: Request) -> Choice:
    """Return the ``Choice`` that the browser of ``request`` keeps."""
    settings = request.registry.getUtility(ISettings)
    return Choice.read(request.cookies.get(own_name(COOKIE, settings), ''))


class Pane(DeskView):
    """What ``livepreview.js`` says when somebody opens, closes or widens the pane."""

    @desk_view(context=IItem, name=KEEP, request_method='POST')
    @desk_view(context=IContainer, name=KEEP, request_method='POST')
    def keep(self) -> Response:
        """Keep it; a word that is none of ours changes nothing."""
        form, choice = self.request.POST, choice_of(self.request)
        which = 'form' if self.request.GET.get('language', DEFAULT) == DEFAULT else 'translation'
        if form.get('width') in WIDTHS:
            choice = choice._replace(width=str(form['width']))
        if form.get('state') in STATES:
            choice = choice._replace(**{which: str(form['state'])})
        settings = self.request.registry.getUtility(ISettings)
        answer = Response(status=204)
        answer.set_cookie(
            own_name(COOKIE, settings), '.'.join(choice), max_age=KEPT, path='/', httponly=True,
            samesite='Lax', secure=settings.secure_cookies)
        return answer
