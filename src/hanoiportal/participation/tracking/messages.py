"""Short messages to who has sent a case and agreed to them: that there is something new, the code,
and where it opens; no word of the case.  They go by the outbox, for a day, then not at all.
"""
from __future__ import annotations

import datetime
from hashlib import sha256

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...base.interfaces import IClock, IPortal
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ...platform.sms.interfaces import ISms
from ..cases.interfaces import (
    ANSWERED,
    CONSENTED,
    FORWARDED,
    NOTICED,
    OUT_OF_SCOPE,
    REOPENED,
    SMS,
    SMS_ENDED,
    Case,
    ICaseChanged,
    ICases,
    told_kind,
)
from .addresses import page_of

MESSAGE = 'case message'
#: Hours for which a message is tried; news that is older is read on the page.
HOURS = 24
_TEXTS = {
    FORWARDED: _('Hồ sơ ${code} đã được chuyển tới cơ quan có thẩm quyền. Xem: ${page}'),
    OUT_OF_SCOPE: _('Hồ sơ ${code} không thuộc phạm vi của cơ quan nhận. Xem: ${page}'),
    NOTICED: _('Hồ sơ ${code} có ngày trả lời mới. Xem: ${page}'),
    ANSWERED: _('Hồ sơ ${code} đã có trả lời. Xem: ${page}'),
    REOPENED: _('Hồ sơ ${code} đang được xem xét lại. Xem: ${page}')}


def message_changed(registry: Registry, event: ICaseChanged) -> None:
    """Have a message sent of what has happened to a case, if its sender agreed to that."""
    kind, sms = told_kind(event.event), registry.getUtility(ISms)
    if kind not in _TEXTS or not sms.is_open:
        return
    if not is_messaged(registry, event.portal, event.case):
        return
    number = event.case.number
    token = sha256(f'message {number} {kind} {len(event.case.events)}'.encode()).hexdigest()[:32]
    until = registry.getUtility(IClock).now() + datetime.timedelta(hours=HOURS)
    registry.getAdapter(event.portal, IOutbox).add(
        MESSAGE, token, {'case': number, 'what': kind, 'until': int(until.timestamp())})


def is_messaged(registry: Registry, portal: IPortal, case: Case) -> bool:
    """Return whether who sent ``case`` agrees to short messages, and one can reach them."""
    cases: ICases = registry.getAdapter(portal, ICases)
    contents, sms = cases.open(case), registry.getUtility(ISms)
    return (contents is not None and SMS in contents.consents
            and sms.can_reach(contents.sender.phone) and not cases.kept(case, SMS_ENDED))


def end_messages(cases: ICases, case: Case) -> None:
    """Note that who sent ``case`` no longer agrees to short messages."""
    cases.keep(case, SMS_ENDED, 'yes')
    cases.append(case, CONSENTED)


def send_message(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``MESSAGE``.  Raises ``NotSent`` for what is to be tried again."""
    registry = environment.registry
    sms: ISms = registry.getUtility(ISms)
    cases: ICases = registry.getAdapter(environment.portal, ICases)
    case = cases.get(int(payload['case']))
    contents = None if case is None or cases.kept(case, SMS_ENDED) else cases.open(case)
    is_late = environment.clock.now().timestamp() > int(payload['until'])
    if not sms.is_open or case is None or contents is None or is_late:
        sms.give_up(environment, token)
        return
    page = page_of(registry, case.language)
    text = said_in(registry, case.language)(
        _TEXTS[str(payload['what'])], code=case.code, page=page)
    sms.send(environment, token, contents.sender.phone, text)
