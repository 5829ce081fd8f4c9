"""What a reader chose to see first: topics and a ward or commune, in one cookie (clause 3.1).

Nothing of it is kept here, and nobody gets the cookie before choosing.  It holds codes of sections
and the label of a site, nothing else; what is none of them is as if it were not there.
"""
import re
from typing import NamedTuple

from ....base.settings import ISettings
from ....kernel.security.authentication.sessions import own_name
from ....types.portal import Portal
from ....types.section import sections_of
from ....web.pagecache.cachekey import CHOICE
from ..lists.directory import AGENCIES, group_of
from ..tasks import ITaskData

#: Name of the page where one chooses.
VIEW_NAME = 'danh-cho-ban'
MOST_TOPICS, DAYS = 12, 365
#: Kinds of sections in which news appear.
_TOPICS = {'NewsItem', 'LegalDocument', 'Event', 'Press'}
_COOKIE = re.compile(r'([a-z0-9.-]{0,800})~([a-z0-9-]{0,63})')


class ReaderPreferences(NamedTuple):
    """``topics``: codes of topics of life and of sections of the site.

    ``ward``: label of a site, or ``''``.
    """

    topics: tuple[str, ...] = ()
    ward: str = ''

    def __bool__(self):
        return bool(self.topics or self.ward)


def topics_of(site):
    """Return the sections of ``site`` that a reader may choose."""
    return [section for section in sections_of(site)
            if _TOPICS.intersection(section.allowed_types)]


def life_topics(request):
    """Return ``{code: row}`` of the topics of life, ``topics.csv``."""
    return {row['code']: row for row in request.registry.getUtility(ITaskData)['topics']}


def wards_of(site):
    """Return the sites of wards and communes that a reader of ``site`` may choose."""
    if not isinstance(site, Portal):
        return []
    return [each for each in site['sites'].values()
            if group_of(each) != AGENCIES and not each.is_practice]


def valid(request, site, topics, ward):
    """Return the ``ReaderPreferences`` of what ``site`` has of ``topics`` and ``ward``, texts of
    anybody.
    """
    wanted = set(topics)
    codes = [*life_topics(request), *(section.__name__ for section in topics_of(site))]
    known = tuple(code for code in dict.fromkeys(codes) if code in wanted)[:MOST_TOPICS]
    return ReaderPreferences(known, ward if ward in {each.__name__ for each in wards_of(site)}
                             else '')


def chosen(request, site):
    """Return the ``ReaderPreferences`` in the cookie of ``request``."""
    name = own_name(CHOICE, request.registry.getUtility(ISettings))
    found = _COOKIE.fullmatch(request.cookies.get(name, ''))
    return valid(request, site, found[1].split('.'), found[2]) if found else ReaderPreferences()


def keep(request, response, choice):
    """Let ``response`` put ``choice`` on the reader's device, or take it from there if empty."""
    settings = request.registry.getUtility(ISettings)
    response.set_cookie(
        own_name(CHOICE, settings),
        f'{".".join(choice.topics)}~{choice.ward}' if choice else None, max_age=DAYS * 86400,
        path='/', httponly=True, samesite='Lax', secure=settings.secure_cookies)
