"""At its time a set becomes public as a whole, in one transaction, or not at all."""
import datetime
from typing import cast

from zope.interface import implementer

from ...base.i18n import _
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import SCHEDULED
from ...kernel.workflow.records import Review
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue, IEnvironment
from ..publishing.interfaces import IPublishing
from .interfaces import CannotRelease
from .resource import Release, releases_of
from .services import members_of

NOT_SCHEDULED = _('Mục này không còn được hẹn giờ cùng đợt phát hành.')


@implementer(IDue)
class Releasing:
    """See ``IDue``: the first member whose time has come takes all others with it."""

    kind = 'release'

    def moments(self, document: Described) -> list[datetime.datetime]:
        working_copy = in_work(document)
        review = working_copy.review
        if working_copy.state != SCHEDULED or review is None or review.release is None:
            return []
        return [review.publish_at] if review.publish_at else []

    def act(self, environment: IEnvironment, document: Described,
            now: datetime.datetime) -> bool:
        if not any(moment <= now for moment in self.moments(document)):
            return False
        site = find_site(document)
        release = _release_of(document)
        actor = cast(str, release.scheduled_by)
        members = members_of(site, release)
        ready = {each.__oid__ for each in members if self.moments(each)}
        missing = set(release.members) - ready
        if missing:
            raise CannotRelease({(oid, ''): NOT_SCHEDULED for oid in missing})
        for each in members:
            environment.request.service(IPublishing).publish(each, actor)
        release.published_at = now
        send(environment.registry)(Action(
            site, 'publish_release', actor, why=release.title, number=release.number,
            members=len(members)))
        return True

    def failed(self, environment: IEnvironment, document: Described, error: Exception) -> bool:
        """Tell the board once on a day, whichever member was looked at."""
        members = members_of(find_site(document), _release_of(document))
        notifying: INotifying = environment.request.service(INotifying)
        return notifying.remind(
            notifying.board_of(document), members[0], 'not_published')


def _release_of(document: Described) -> Release:
    """Return the set that ``document`` is scheduled with."""
    number = cast(int, cast(Review, in_work(document).review).release)
    return releases_of(find_site(document))[number]


RELEASING = Releasing()
