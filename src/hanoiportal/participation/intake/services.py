"""``IIntake``, as a plain object that knows nothing of HTTP."""
import datetime

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.readable import normal, why_unfit
from ..cases.interfaces import (
    CONTRIBUTION,
    CannotChange,
    ICases,
    Receipt,
    Sender,
    Submission,
)
from .interfaces import CHANNELS, ENTERED, LONGEST, LONGEST_LINE, IIntake

#: Nothing is entered that came in longer ago.
_OLDEST = datetime.timedelta(days=366)
EMPTY = _('Chưa nhập nội dung.')


@implementer(IIntake)
class Intake:
    """``IIntake`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry, self._allowed = registry, allowed
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def enter(self, site: ISite, submission: Submission, actor: str) -> Receipt:
        """See ``IIntake``."""
        if not self._allowed(ANSWER, site):
            raise Refused({'': NOT_ALLOWED})
        tidy = _tidy(submission)._replace(site=str(site.__oid__), actor=actor)
        reasons = {**_against(tidy), **self._against_moment(tidy.received_at)}
        if reasons:
            raise Refused(reasons)
        try:
            receipt = self._cases.receive(tidy)
        except CannotChange as refused:
            raise Refused({'received_at': refused.reason}) from None
        send(self._registry)(InnerAction(
            site, 'enter_case', actor, number=receipt.number, kind=tidy.kind,
            channel=tidy.channel))
        return receipt

    def _against_moment(self, received: datetime.datetime | None) -> dict[str, str]:
        now = self._now()
        if received is None:
            return {'received_at': _('Hãy nhập ngày, giờ nhận.')}
        if received > now:
            return {'received_at': _('Ngày, giờ nhận chưa đến.')}
        return {} if received > now - _OLDEST else {'received_at': _(
            'Đã nhận quá một năm: không nhập ở đây.')}


def _tidy(submission: Submission) -> Submission:
    """Return ``submission`` with its texts in NFC, without blanks around them."""
    def text(value: str) -> str:
        return str(normal(value.replace('\r\n', '\n')))

    return submission._replace(
        title=text(submission.title), text=text(submission.text), place=text(submission.place),
        sender=Sender(*map(text, submission.sender)),
        details={name: text(value) for name, value in submission.details.items()})


def _against(submission: Submission) -> dict[str, str]:
    """Return what is wrong with ``submission``, by field."""
    choose = _('Hãy chọn một giá trị trong danh sách.')
    lines = {'title': submission.title, 'place': submission.place, **submission.sender._asdict()}
    reasons = {name: why for name, value in lines.items()
               if (why := why_unfit(value, LONGEST_LINE))}
    unfit = why_unfit(submission.text, LONGEST)
    return reasons | {field: why for field, is_wrong, why in (
        ('kind', submission.kind not in ENTERED, choose),
        ('channel', submission.channel not in CHANNELS, choose),
        ('title', not submission.title, EMPTY), ('text', _is_empty(submission), EMPTY),
        ('text', bool(unfit), unfit)) if is_wrong}


def _is_empty(submission: Submission) -> bool:
    """Return whether it says nothing: what is sent for publication may be a file alone."""
    return not submission.text and not (
        submission.kind == CONTRIBUTION and submission.files)


def intake_service(request: Request) -> Intake:
    """Return the ``IIntake`` for whoever asks by ``request``."""
    return Intake(request.registry, request.root, request.has_permission)
