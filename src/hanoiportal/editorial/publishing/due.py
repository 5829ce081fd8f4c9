"""Hẹn giờ xuất bản và hết hạn: the two moments of a document that the board sets."""
from zope.interface import implementer

from ...base.i18n import _
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.interfaces import PUBLISHED, SCHEDULED
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from .interfaces import OUTDATED, IPublishing

#: The name of the step by which a board schedules, see ``workflow.definitions``.
_STEP = 'schedule'


@implementer(IDue)
class Publishing:
    """Makes public what is scheduled; the approvals are looked at again at that moment."""

    kind = 'publish'

    def moments(self, document):
        working_copy = in_work(document)
        if working_copy.state != SCHEDULED or working_copy.review is None:
            return []
        if working_copy.review.release is not None:  # all of its set at once, see ``releases``
            return []
        return [working_copy.review.publish_at] if working_copy.review.publish_at else []

    def act(self, environment, document, now):
        if not _is_due(self, document, now):
            return False
        actor = _scheduled_by(in_work(document).review)
        environment.request.service(IPublishing).publish(document, actor)
        return True

    def failed(self, environment, document, error):
        return _tell_board(environment, document, 'not_published')


@implementer(IDue)
class Expiring:
    """Takes from the lists what is out of date; its page stays, with a notice."""

    kind = 'expire'

    def moments(self, document):
        if document.state != PUBLISHED or document.expires_at is None:
            return []
        return [document.expires_at]

    def act(self, environment, document, now):
        if not _is_due(self, document, now):
            return False
        environment.request.service(IPublishing).withdraw(
            document, SYSTEM, OUTDATED, environment.request.localizer.translate(
                _('Đến ngày hết hạn đã định.')))
        return True

    def failed(self, environment, document, error):
        return _tell_board(environment, document, 'not_expired')


def _is_due(due, document, now):
    return any(moment <= now for moment in due.moments(document))


def _scheduled_by(review):
    """Return the principal id of who scheduled the version last."""
    return next((event.actor for event in reversed(review.events) if event.transition == _STEP),
                SYSTEM)


def _tell_board(environment, document, kind):
    notifying = environment.request.service(INotifying)
    return notifying.remind(notifying.board_of(document), document, kind)


PUBLISH, EXPIRE = Publishing(), Expiring()
