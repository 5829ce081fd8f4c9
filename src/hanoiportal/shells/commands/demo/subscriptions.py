"""People follow things of a demonstration by mail, are told, and get a letter of a board; nothing
can be sent to their addresses.
"""
from collections.abc import Iterator

from zope.interface import implementer

from ....base.i18n import DEFAULT
from ....base.interfaces import IResource
from ....integration.boardletters.interfaces import IBoardLetters, LetterText
from ....kernel.tree.lookup import is_listed, is_practice
from ....participation.consultations.interfaces.drafts import OPEN, SECTION, IConsultation
from ....platform.notifications.interfaces import IPost
from ....platform.scheduling.interfaces import IJob
from ....platform.subscriptions.interfaces import (
    AT_ONCE,
    CONFIRM,
    WEEKLY,
    IFollowable,
    ISubscriptions,
    Wish,
)
from ..environment import Environment
from .desk import request_of, site_at

#: One of those who have sent cases.
FOLLOWER = 'nguoi-gui-1@minh-hoa.example'
#: Sites with readers, and readers of each.
SITES, READERS = 8, 3
_SECTIONS = 'hoi-dap', 'tin-tuc-su-kien'
_OF_ALL_SITES = ('emergency', 'all'), ('topic', 'cd-giao-thong'), ('kind', 'LegalDocument')
_JOBS = 'subscriptions', 'subscription news', 'board letters'
_TITLES = 'Lịch tiếp công dân và các lớp học nghề tháng này', 'Mời góp ý về tuyến phố đi bộ'
_TEXT = ('Kính gửi Ông/Bà,\n\nBan Biên tập giới thiệu những việc đáng chú ý trong tháng và các '
         'tin, bài dưới đây. Nội dung minh họa.')


@implementer(IPost)
class PostToNobody:
    """``IPost`` of a demonstration while it is made: it is open, and every mail is lost."""

    is_open = True

    def send(self, *_given: object, **_named: object) -> None:
        """See ``IPost``."""


def follow(environment: Environment) -> None:
    """Let one person follow the answers and the news of the city and the drafts that are open."""
    environment.in_transaction(lambda: _follow(environment, FOLLOWER, [
        *((kind, str(thing.__oid__)) for kind, thing in _followed(environment)),
        *_OF_ALL_SITES], WEEKLY))


def subscribe(environment: Environment, labels: list[str]) -> None:
    """Let some people follow each of the first sites ``labels``, ``''`` for the city."""
    for label in [each for each in labels if not is_practice(site_at(environment, each))][:SITES]:
        environment.in_transaction(lambda label=label: _subscribe(environment, label))


def tell(environment: Environment, labels: list[str]) -> None:
    """Tell all of them what is new, and send a letter of the first site; another one waits."""
    registry = environment.registry
    post = registry.getUtility(IPost)
    for label in labels:
        environment.in_transaction(lambda label=label: _write(environment, label))
    registry.registerUtility(PostToNobody(), IPost)
    try:
        for job in _JOBS:
            registry.getUtility(IJob, name=job).run(environment)
    finally:
        registry.registerUtility(post, IPost)


def _subscribe(environment: Environment, label: str) -> None:
    site = site_at(environment, label)
    for number in range(READERS):
        _follow(environment, f'ban-doc-{number}.{label or "thanhpho"}@minh-hoa.example',
                [('site', str(site.__oid__))], WEEKLY if number else AT_ONCE)


def _write(environment: Environment, label: str) -> None:
    site = environment.portal['sites'][label]
    writer, head = (request_of(environment, f'{who}.{label}') for who in ('bientap', 'truongban'))
    service, board = (each.service(IBoardLetters) for each in (writer, head))
    news = [str(each.__oid__) for each in site[_SECTIONS[1]].values()
            if is_listed(each) and each.approvals][:3]
    for title in _TITLES:
        number = service.write(site, 0, LetterText(
            title, _TEXT, tuple(news), service.versions(news), (f'site:{site.__oid__}',), None),
            writer.authenticated_userid)
        if title == _TITLES[0]:
            board.approve(site, number, board.letter(site, number).digest,
                          head.authenticated_userid)


def _follow(environment: Environment, address: str, wishes: list[Wish], days: int) -> None:
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    found = register.ask(wishes, address, DEFAULT, days, 'demo')
    if found is not None:
        subscriber, asked = found
        register.confirm(register.code(subscriber, CONFIRM, str(asked[0].number), 'demo'))


def _followed(environment: Environment) -> Iterator[tuple[str, IResource]]:
    """Yield what is followed, with the kind of it."""
    portal, registry = environment.portal, environment.registry
    draft = next((each for each in portal[SECTION].values()
                  if IConsultation.providedBy(each) and each.phase == OPEN), None)
    for thing in filter(None, (*map(portal.get, _SECTIONS), draft)):
        yield next((name, thing) for name, followable
                   in sorted(registry.getUtilitiesFor(IFollowable))
                   if followable.is_of(thing, registry))
