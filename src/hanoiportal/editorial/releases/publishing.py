"""At its time a set becomes public as a whole, in one transaction, or not at all."""
from zope.interface import implementer

from ...base.i18n import _
from ...kernel.tree.events import Deed, send
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.workflow.interfaces import SCHEDULED
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from ..publishing.interfaces import IPublishing
from .interfaces import CannotRelease
from .resource import releases_of
from .services import members_of

NOT_SCHEDULED = _('Mục này không còn được hẹn giờ cùng đợt phát hành.')


@implementer(IDue)
class Releasing:
    """See ``IDue``: the first member whose time has come takes all others with it."""

    kind = 'release'

    def moments(self, document):
        working_copy = in_work(document)
        review = working_copy.review
        if working_copy.state != SCHEDULED or review is None or review.release is None:
            return []
        return [working_copy.review.publish_at] if working_copy.review.publish_at else []

    def act(self, environment, document, now):
        if not any(moment <= now for moment in self.moments(document)):
            return False
        site = find_site(document)
        release = releases_of(site)[in_work(document).review.release]
        members = members_of(site, release)
        ready = {each.__oid__ for each in members if self.moments(each)}
        missing = set(release.members) - ready
        if missing:
            raise CannotRelease({(oid, ''): NOT_SCHEDULED for oid in missing})
        for each in members:
            environment.request.service(IPublishing).publish(each, release.scheduled_by)
        release.published_at = now
        send(environment.registry)(Deed(
            site, 'publish_release', release.scheduled_by, why=release.title,
            number=release.number, members=len(members)))
        return True

    def failed(self, environment, document, error):
        """Tell the board once on a day, whichever member was looked at."""
        site = find_site(document)
        release = releases_of(site)[in_work(document).review.release]
        notifying = environment.request.service(INotifying)
        return notifying.remind(
            notifying.board_of(document), members_of(site, release)[0], 'not_published')


RELEASING = Releasing()
