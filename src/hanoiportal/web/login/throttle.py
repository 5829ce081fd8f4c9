"""How often one network may ask for what is dear: ``throttled='csv'`` on a view; and how often
one account may name another to give it a role (``PERSONAL``).

Counted in memory that the workers of a machine share (``counts``), by a mark of the network: no
address is kept, written down or logged.  Two windows are weighed (a sliding window counter), so
that nobody gets twice the number at once, across the border of one.
"""
import ipaddress
from math import ceil
from typing import NamedTuple

from pyramid.httpexceptions import HTTPTooManyRequests
from zope.interface import Attribute, Interface, implementer

from ...base.interfaces import IClock
from ...base.settings import ISettings
from .counts import Counts


class Limit(NamedTuple):
    """So many within so many seconds; 0 for as many as one likes."""

    count: int
    seconds: int


class Taken(NamedTuple):
    """What became of one more.  ``wait``: seconds, 0 if there were not too many.

    ``left``: how many more there may be now.  ``resets``: seconds until the window ends.
    """

    limit: Limit
    wait: int
    left: int
    resets: int


#: Generous: a whole office is one address.  ``portal.throttles`` replaces single ones.
LIMITS = {
    'audio': Limit(120, 60), 'csv': Limit(120, 60), 'pdf': Limit(60, 60), 'search': Limit(600, 60),
    'suggest': Limit(1200, 60),
    # Answers to a question that is being written.
    'similar': Limit(600, 60),
    'options': Limit(120, 60),
    # Codes of links; nobody guesses one of 256 bits.
    'code': Limit(120, 60),
    # Forms of people without an account, beyond which they wait longer and are taken all the
    # same; and the files that come with them.
    'ask': Limit(40, 600), 'ask-files': Limit(300, 600),
    # Their steps, and codes and words of their cases, beyond which each waits for a turn of its
    # own.
    'ask-steps': Limit(10, 10),
    # Ratings of pages; a whole school may rate at once.
    'rate': Limit(240, 600),
    # Answers to surveys, of a whole school as well; and blind signatures, a private RSA operation
    # each.
    'ballot': Limit(240, 600), 'ballot-token': Limit(60, 600),
    # Reports of posts in the forum.
    'report': Limit(60, 600),
    # Codes of cases, where one's data are asked for.
    'track': Limit(120, 60),
    # Letters with new codes to one address, from however many networks.
    'remind-address': Limit(3, 3600),
    # Letters that ask whether somebody wants to follow something.
    'follow': Limit(20, 600),
    # Ways to the provider of identities, and back.
    'vneid': Limit(60, 60),
    # Codes by short message, which cost; a network of a telephone company is one for thousands.
    'telephone': Limit(60, 600),
    # Requests of one service account; tokens that are none, which nobody guesses.
    'api-system': Limit(600, 60), 'api-token': Limit(120, 60),
    # More would be a search for log-in names.
    'grant': Limit(40, 900),
    # Wrong log-ins; these are shared between processes, see ``login.entering``.
    'login': Limit(50, 900)}
#: Counted from whatever network: by account, what those do who are logged in; by their address,
#: letters to it.
PERSONAL = frozenset({'api-system', 'grant', 'remind-address'})


class IThrottles(Interface):
    """The ``Throttles`` of this process, as a utility."""

    hit = Attribute('see ``Throttles``')
    counts = Attribute('the ``Counts`` in which it counts')


@implementer(IThrottles)
class Throttles:
    """Counts by ``{name: Limit}``.  Thread-safe."""

    def __init__(self, limits):
        self.limits = limits
        self.counts = Counts()

    def hit(self, name, asker, now):
        """Count one more and return the seconds to wait, 0 if there were not too many.

        ``asker``: the address of who asks, or of ``PERSONAL`` the id of their account or an e-mail
        address; ``now``: aware ``datetime``.  What is refused is not counted.
        """
        return self.take(name, asker, now).wait

    def take(self, name, asker, now):
        """Count one more as ``hit`` does; return what is ``Taken``."""
        limit = self.limits[name]
        if not limit.count:
            return Taken(limit, 0, 0, 0)
        window, into = divmod(now.timestamp(), limit.seconds)
        counted = asker if name in PERSONAL else network_of(asker)
        share, left = 1 - into / limit.seconds, []

        def may(before, current):
            left.append(limit.count - before * share - current)
            return left[-1] > 0

        counts = self.counts.count(
            self.counts.mark(f'{name} {counted}'), int(window), int(now.timestamp()), may)
        resets = max(1, ceil(limit.seconds - into))
        return Taken(limit, 0 if counts else resets, max(0, ceil(left[-1]) - 1), resets)


def network_of(address: str) -> str:
    """Return the network of ``address`` that counts as one: itself, of IPv6 the first 64 bits,
    which are one household's.

    >>> network_of('2001:db8::1') == network_of('2001:db8::2'), network_of('::ffff:10.0.0.1')
    (True, '10.0.0.1')
    """
    try:
        found = ipaddress.ip_address(address.partition('%')[0])
    except ValueError:
        return ''
    found = getattr(found, 'ipv4_mapped', None) or found
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def read_limits(given):
    """Return ``LIMITS`` with those ``given`` as ``NAME:COUNT/SECONDS`` in their place.

    Raises ``ValueError``.
    """
    limits = dict(LIMITS)
    for each in given:
        name, _colon, numbers = each.partition(':')
        count, _slash, seconds = numbers.partition('/')
        if name not in limits or not (count.isdigit() and seconds.isdigit() and int(seconds)):
            raise ValueError(f'portal.throttles: {each!r} is not NAME:COUNT/SECONDS')
        limits[name] = Limit(int(count), int(seconds))
    return limits


def refuse_too_many(request, name):
    """Raise 429 for who asks for ``name``, one of ``LIMITS``, too often; else count it."""
    registry = request.registry
    asker = request.authenticated_userid if name in PERSONAL else request.remote_addr
    wait = registry.getUtility(IThrottles).hit(
        name, asker or '', registry.getUtility(IClock).now())
    if wait:
        raise HTTPTooManyRequests(headers={'Retry-After': str(wait)})


def throttled(view, info):
    """View deriver: ``refuse_too_many`` for the name that the view gives as ``throttled``."""
    name = info.options.get('throttled')
    if name is None:
        return view

    def wrapper(context, request):
        refuse_too_many(request, name)
        return view(context, request)

    return wrapper


throttled.options = ('throttled',)  # type: ignore[attr-defined]  # Pyramid reads it there


def includeme(config):
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(Throttles(read_limits(settings.throttles)), IThrottles)
    config.add_view_deriver(throttled)
