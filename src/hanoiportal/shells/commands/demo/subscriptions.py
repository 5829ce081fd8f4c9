"""Somebody follows things of a demonstration by mail; nothing can be sent to the address."""
from collections.abc import Iterator

from ....base.i18n import DEFAULT
from ....base.interfaces import IResource
from ....participation.consultations.interfaces.drafts import OPEN, SECTION, IConsultation
from ....platform.subscriptions.interfaces import CONFIRM, WEEKLY, IFollowable, ISubscriptions
from ..environment import Environment

#: One of those who have sent cases.
FOLLOWER = 'nguoi-gui-1@minh-hoa.example'
_SECTIONS = 'hoi-dap', 'tin-tuc-su-kien'
_OF_ALL_SITES = ('emergency', 'all'), ('topic', 'cd-giao-thong'), ('kind', 'LegalDocument')


def follow(environment: Environment) -> None:
    """Let one person follow the answers and the news of the city and the drafts that are open."""
    environment.in_transaction(lambda: _follow(environment))


def _follow(environment: Environment) -> None:
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    wishes = [(kind, str(thing.__oid__)) for kind, thing in _followed(environment)]
    found = register.ask([*wishes, *_OF_ALL_SITES], FOLLOWER, DEFAULT, WEEKLY, 'demo')
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
