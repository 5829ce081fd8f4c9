"""Hẹn giờ xuất bản và hết hạn: the two moments of a document that the board sets."""
import datetime

from zope.interface import implementer

from ...base.i18n import _
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLISHED, SCHEDULED
from ...kernel.workflow.records import Review
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue, IEnvironment
from .interfaces import OUTDATED, IPublishing

#: The name of the step by which a board schedules, see ``workflow.definitions``.
_STEP = 'schedule'


@implementer(IDue)
class Publishing:
    """Makes public what is scheduled; the approvals are looked at again at that moment."""

    kind = 'publish'

    def moments(self, document: Described) -> list[datetime.datetime]:
        working_copy = in_work(document)
        if working_copy.state != SCHEDULED or working_copy.review is None:
            return []
        if working_copy.review.release is not None:  # all of its set at once, see ``releases``
            return []
        return [working_copy.review.publish_at] if working_copy.review.publish_at else []

    def act(self, environment: IEnvironment, document: Described,
            now: datetime.datetime) -> bool:
        if not _is_due(self, document, now):
            return False
        actor = _scheduled_by(in_work(document).review)
        environment.request.service(IPublishing).publish(document, actor)
        return True

    def failed(self, environment: IEnvironment, document: Described, error: Exception) -> bool:
        return _tell_board(environment, document, 'not_published')


@implementer(IDue)
class Expiring:
    """Takes from the lists what is out of date; its page stays, with a notice."""

    kind = 'expire'

    def moments(self, document: Described) -> list[datetime.datetime]:
        if document.state != PUBLISHED or document.expires_at is None:
            return []
        return [document.expires_at]

    def act(self, environment: IEnvironment, document: Described,
            now: datetime.datetime) -> bool:
        if not _is_due(self, document, now):
            return False
        environment.request.service(IPublishing).withdraw(
            document, SYSTEM, OUTDATED, environment.request.localizer.translate(
                _('Đến ngày hết hạn đã định.')))
        return True

    def failed(self, environment: IEnvironment, document: Described, error: Exception) -> bool:
        return _tell_board(environment, document, 'not_expired')


def _is_due(due: IDue, document: Described, now: datetime.datetime) -> bool:
    return any(moment <= now for moment in due.moments(document))


def _scheduled_by(review: Review | None) -> str:
    """Return the principal id of who scheduled the version last."""
    events = () if review is None else review.events
    return next((event.actor for event in reversed(events) if event.transition == _STEP), SYSTEM)


def _tell_board(environment: IEnvironment, document: Described, kind: str) -> bool:
    notifying: INotifying = environment.request.service(INotifying)
    return notifying.remind(notifying.board_of(document), document, kind)


PUBLISH, EXPIRE = Publishing(), Expiring()
