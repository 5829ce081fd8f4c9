"""Who answers by a link, confirmed by VNeID: what their browser keeps of it, and for how long
(ADR 58).

On the way to the provider a sealed cookie holds what was typed and what only this browser may
bring back; then another one holds who they are.  Nothing is written until the answer is sent.
"""
import datetime
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from pyramid.decorator import reify
from pyramid.renderers import render_to_response

from ....base.clock import UTC, local, shown_time
from ....base.i18n import ILanguages, _
from ....base.interfaces import IClock
from ....kernel.security.crypto.sealing import ISealing
from ....participation.identities.interfaces import (
    BUSY,
    BY_TELEPHONE,
    DOWN,
    OVER,
    WHY,
    ICitizens,
    Unconfirmed,
    Way,
)
from ....participation.identities.resource import Identity
from ....participation.identities.services import VIEW_NAME
from ....platform.sms.interfaces import ITelephones
from ....web.login.sealedcookies import SealedCookie
from ....web.login.throttle import IThrottles
from .codes import HEADERS

TEMPLATE = 'hanoiportal.shells.public.replies:templates/leaving.pt'
MINUTES, WAY_MINUTES = 15, 10
#: While somebody is away, and after they came back: what was typed, and what went wrong.  They
#: come back from another website, so it cannot be ``Strict``.
_WAY = SealedCookie('vneid-di', WAY_MINUTES, 'Lax')
_CONFIRMED = SealedCookie('vneid', MINUTES, 'Strict')
#: Where people go on when they are back, below the address that the provider knows.
BACK = 'back'


@dataclass(frozen=True)
class Confirmed:
    """An identity as the form shows it.  ``mark``: by which it is known that it was shown."""

    identity: Identity
    mark: str

    @property
    def at(self):
        """When it was confirmed, in Hanoi."""
        return shown_time(local(self.identity.at))

    @property
    def until(self):
        """Until when it is sent along, in Hanoi."""
        return shown_time(local(self.identity.at + datetime.timedelta(minutes=MINUTES)))


class KeptInBrowser:
    """What the browser of ``request`` keeps."""

    def __init__(self, request):
        self.request = request
        registry = request.registry
        self.citizens = registry.getUtility(ICitizens)
        self.telephones = registry.getUtility(ITelephones)
        self._sealing = registry.getUtility(ISealing)
        self.now = registry.getUtility(IClock).now()

    def read(self, cookie):
        return cookie.read(self.request, self._sealing, self.now)

    def write(self, cookie, response, content):
        cookie.write(self.request, response, self._sealing, self.now, content)

    def forget(self, cookie, response):
        cookie.forget(self.request, response, self._sealing)

    def keep(self, key, identity, response):
        """Let the browser keep who somebody is, for what ``key`` names."""
        self.write(_CONFIRMED, response, {
            'key': key, 'name': identity.name, 'pseudonym': identity.pseudonym,
            'level': identity.level, 'at': identity.at.timestamp(),
            'mark': secrets.token_hex(8)})


class Confirming(KeptInBrowser):
    """Confirming who answers the question of the link with ``key``."""

    def __init__(self, request, key):
        super().__init__(request)
        self._key = key

    @property
    def is_open(self):
        """Whether there is a provider."""
        return self.citizens.is_open

    @reify
    def _way(self):
        found = self.read(_WAY)
        return found if found.get('key') == self._key else {}

    @property
    def typed(self):
        """What was typed before they left; ``{}`` if nobody did lately."""
        return self._way.get('typed', {})

    @property
    def reasons(self):
        """Why the last way did not lead to an identity, as of a form."""
        code = self._way.get('problem')
        return {'': WHY[code]} if code in WHY else {}

    @reify
    def confirmed(self):
        """The ``Confirmed`` of this browser for this question, or ``None``."""
        found = self.read(_CONFIRMED)
        if found.get('key') != self._key or not (
                self.telephones if found['level'] == BY_TELEPHONE else self.citizens).is_open:
            return None
        at = datetime.datetime.fromtimestamp(found['at'], UTC)
        return Confirmed(
            Identity(found['name'], found['pseudonym'], found['level'], at), found['mark'])

    @property
    def identity(self):
        """The ``Identity`` of who answers, or ``None``."""
        return self.confirmed and self.confirmed.identity

    def is_as_shown(self, mark):
        """Return whether the form with ``mark`` showed the identity that would be sent now."""
        return mark == (self.confirmed.mark if self.confirmed else '')

    def forget(self, response):
        """Let the browser forget all of it."""
        for cookie in (_WAY, _CONFIRMED):
            super().forget(cookie, response)

    def leave(self, page, typed, apart, for_cases=False, for_ballot=False):
        """Return the page before that of the provider, which says what is going to be told.

        ``page``: address of the question.  ``apart``: in a window of its own; nothing comes along.
        ``for_cases``: to see one's cases, not to answer a question.  ``for_ballot``: to get the
        token of a survey.
        Raises ``Unconfirmed``, and ``TooLong`` for more than comes along.
        """
        request = self.request
        if not self.is_open:  # any more
            raise Unconfirmed(DOWN)
        if request.registry.getUtility(IThrottles).hit(
                'vneid', request.remote_addr or '', self.now):
            raise Unconfirmed(BUSY)
        language = request.language
        at = request.address
        address, way = self.citizens.begin(
            self.now, language.tag, site='' if at.development else at.site or '')
        self.write(_WAY, request.response, {
            **vars(way), 'key': self._key, 'page': page, 'typed': typed, 'apart': apart,
            'language': language.tag, 'for_cases': for_cases, 'for_ballot': for_ballot})
        request.response.headers.update(HEADERS)
        return render_to_response(TEMPLATE, {
            'title': _('Xác nhận bằng VNeID'), 'noindex': True, 'there': address,
            'host': urlsplit(address).hostname, 'page_address': page, 'apart': apart,
            'minutes': WAY_MINUTES, 'kept': any(typed.values()) and not apart,
            'for_cases': for_cases, 'for_ballot': for_ballot},
            request, response=request.response)


class ComingBack(KeptInBrowser):
    """Somebody who comes back from the provider."""

    @reify
    def way(self):
        """What they left with, and what has become of it; ``{}`` for nothing that is known."""
        return self.read(_WAY)

    @property
    def leads_on(self):
        """Whether the way is at its end, and what follows is in this window."""
        return bool(self.way) and 'state' not in self.way and not self.way['apart']

    @property
    def problem(self):
        """Why they are not confirmed, ``None`` if they are."""
        if not self.way or 'state' in self.way:
            return WHY[OVER]
        return WHY.get(self.way.get('problem'))

    @property
    def next_page(self):
        """Where they go on, in the language in which they left."""
        languages = self.request.registry.getUtility(ILanguages)
        return self.request.link(
            self.request.context, VIEW_NAME, BACK,
            language=languages.by_tag.get(self.way.get('language'), languages.default))

    def arrive(self, said, response):
        """Learn who they are by what the provider ``said``, once; ``response`` keeps it."""
        if 'state' not in self.way:
            return
        kept = {name: self.way[name] for name in (
            'key', 'page', 'typed', 'apart', 'language', 'for_cases', 'for_ballot')
            if name in self.way}
        try:
            identity = self.citizens.finish(Way.kept_in(self.way), said, self.now)
        except Unconfirmed as error:
            if error.code == OVER:  # of another way, which must not end this one
                return
            kept['problem'] = error.code
        else:
            self.keep(kept['key'], identity, response)
        self.write(_WAY, response, kept)
