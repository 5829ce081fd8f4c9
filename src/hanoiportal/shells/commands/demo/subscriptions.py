"""Somebody follows things of a demonstration by mail; nothing can be sent to the address."""
from collections.abc import Iterator

from ....base.i18n import DEFAULT
from ....base.interfaces import IResource
from ....participation.consultations.interfaces.drafts import OPEN, SECTION, IConsultation
from ....platform.subscriptions.interfaces import CONFIRM, IFollowable, ISubscriptions
from ..environment import Environment

#: One of those who have sent cases.
FOLLOWER = 'nguoi-gui-1@minh-hoa.example'
_SECTIONS = 'hoi-dap', 'tin-tuc-su-kien'


def follow(environment: Environment) -> None:
    """Let one person follow the answers and the news of the city and the drafts that are open."""
    environment.in_transaction(lambda: _follow(environment))


def _follow(environment: Environment) -> None:
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    for kind, thing in _followed(environment):
        asked = register.ask(kind, str(thing.__oid__), FOLLOWER, DEFAULT, True, 'demo')
        if asked is not None:
            subscriber, followed = asked
            register.confirm(register.code(
                subscriber, CONFIRM, str(followed.number), followed.nonce))


def _followed(environment: Environment) -> Iterator[tuple[str, IResource]]:
    """Yield what is followed, with the kind of it: no more than letters go out on one day."""
    portal, registry = environment.portal, environment.registry
    draft = next((each for each in portal[SECTION].values()
                  if IConsultation.providedBy(each) and each.phase == OPEN), None)
    for thing in filter(None, (*map(portal.get, _SECTIONS), draft)):
        yield next((name, thing) for name, followable
                   in sorted(registry.getUtilitiesFor(IFollowable))
                   if followable.is_of(thing, registry))
