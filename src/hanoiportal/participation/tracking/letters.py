"""Mails to who has sent a case, by the outbox (ADR 65): that there is something new, and where.

A mail passes through hands that are not ours: it holds no word of the case, not its code, not the
body.  Its link opens the case from behind ``#``, which browsers send to nobody, until a day.
"""
from __future__ import annotations

import datetime
import secrets
from hashlib import sha256
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry

from ...base.clock import local, shown_date
from ...base.i18n import _, said_in
from ...base.interfaces import IPortal, IResource
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ...platform.notifications.interfaces import IPost
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import (
    ANSWERED,
    FORWARDED,
    MALWARE,
    MERGED,
    NOTE,
    NOTICED,
    OUT_OF_SCOPE,
    RECEIVED,
    REDATED,
    REOPENED,
    REQUEST,
    UNMERGED,
    Case,
    ICaseChanged,
    ICaseReceived,
    ICases,
    IConduct,
    told_kind,
)
from ..inbox.interfaces import TOLD
from ..mailin.interfaces import IReplies, Reply
from .addresses import page_of, title_of
from .interfaces import ICaseLinks

LETTER, REMINDER = 'case letter', 'case reminder'
#: Days for which the link of a letter opens; hours of one that was asked for; cases in one.
DAYS, HOURS, MOST = 30, 24, 10
_SUBJECTS = {
    RECEIVED: _('Cổng đã nhận nội dung Ông/Bà gửi'),
    FORWARDED: _('Nội dung Ông/Bà gửi đã được chuyển tới cơ quan có thẩm quyền'),
    OUT_OF_SCOPE: _('Nội dung Ông/Bà gửi không thuộc phạm vi của cơ quan nhận'),
    NOTICED: _('Thông báo quá trình xử lý nội dung Ông/Bà gửi'),
    ANSWERED: _('Đã có trả lời cho nội dung Ông/Bà gửi'),
    REOPENED: _('Nội dung Ông/Bà gửi đang được xem xét lại'),
    NOTE: _('Có thông báo mới về nội dung Ông/Bà gửi'),
    MERGED: _('Nội dung Ông/Bà gửi được gộp với nội dung khác cùng việc'),
    UNMERGED: _('Nội dung Ông/Bà gửi được giải quyết riêng, không còn gộp'),
}
_TEXT = _('Kính gửi Ông/Bà,\n\n${what}.\n\nMở để xem: ${address}\n${more}\n'
          'Đường dẫn “Mở để xem” mở được đến ${until}; sau đó dùng mã và khóa tại ${page}. Xin '
          'không chuyển tiếp thư này.\n${reply}\n')
_NO_REPLY = _('Thư do Cổng tự động gửi, không kèm nội dung; xin không trả lời thư này.')
_REPLY = _('Thư do Cổng tự động gửi, không kèm nội dung. Trả lời thư này từ chính địa chỉ này là '
           'bổ sung vào nội dung đã gửi.')
#: Of an answered request, refused or not.
_COLLECT = _('Trang đó có phiếu trả lời; nếu được cung cấp thông tin thì có cả mã dùng một lần để '
             'tải về.\n')
_KEEP = _('Để theo dõi về sau, xin giữ đường dẫn này như giữ chìa khóa: ${address}\n')
_FOUND = _('Kính gửi Ông/Bà,\n\nCó người vừa đề nghị gửi lại đường dẫn theo dõi tới địa chỉ này.'
           '\n\n${lines}\n\nMỗi đường dẫn mở được trong 24 giờ. Nếu không phải Ông/Bà đề nghị, '
           'xin bỏ qua thư này.\n')
_LOST_SUBJECT = _('Đường dẫn theo dõi nội dung đã gửi')


def subscribe(registry: Registry, event: ICaseReceived | ICaseChanged) -> None:
    """Have a letter written of what has happened to a case, if it is something to be told of and
    its sender gave an address.
    """
    if ICaseReceived.providedBy(event):
        secret, kind = event.receipt.secret, RECEIVED
    else:
        secret, kind = '', told_kind(event.event)
    if kind not in _SUBJECTS or kind == RECEIVED and not secret:
        return
    if kind == NOTE and not _is_mailed(registry, event.case, event.case.events[-1].ground):
        return
    contents = registry.getAdapter(event.portal, ICases).open(event.case)
    if contents is None or not contents.sender.email:
        return
    number = event.case.number
    token = sha256(f'letter {number} {kind} {len(event.case.events)}'.encode()).hexdigest()[:32]
    sealed = registry.getUtility(ISealing).seal(secret, f'letter {token}').hex()
    registry.getAdapter(event.portal, IOutbox).add(
        LETTER, token, {'case': number, 'what': kind, 'sealed': sealed if secret else ''})


def _is_mailed(registry: Registry, case: Case, ground: str) -> bool:
    """Return whether the sender is told of a note by mail: a destroyed file, another day of the
    answer, what the inbox tells, and as the kind of the case says.
    """
    conduct: IConduct | None = registry.queryUtility(IConduct, name=case.kind)
    return ground in {MALWARE, REDATED, *TOLD} or conduct is not None and ground in conduct.mailed


def ask_for_letters(registry: Registry, resource: IResource, address: str) -> None:
    """Have the links to the cases of whoever gave the e-mail ``address`` mailed there.

    Whether there is any is looked up later, so the answer takes as long for every address.
    """
    token = secrets.token_hex(16)
    sealed = registry.getUtility(ISealing).seal(address[:200], f'letter {token}').hex()
    registry.getAdapter(resource, IOutbox).add(REMINDER, token, {'sealed': sealed})


def send_letter(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``LETTER``: mail it to who sent the case, with the Message-ID of ``token``."""
    registry, portal = environment.registry, environment.portal
    cases = registry.getAdapter(portal, ICases)
    case = cases.get(int(payload['case']))
    contents = None if case is None else cases.open(case)
    if case is None or contents is None or not contents.sender.email:
        return
    secret = _opened(registry, str(payload['sealed']), token)
    what, page = _SUBJECTS[str(payload['what'])], page_of(registry, case.language)
    until = environment.clock.now() + datetime.timedelta(days=DAYS)
    say = said_in(registry, case.language)
    link = f'{page}#{registry.getUtility(ICaseLinks).made(case.number, until)}'
    kept = f'{page}#{case.code}.{secret}'
    collect = say(_COLLECT) if (case.kind, payload['what']) == (REQUEST, ANSWERED) else ''
    reply = registry.getUtility(IReplies).of(case.number)
    text = say(_TEXT, what=say(what), address=link, page=page,
               until=shown_date(local(until).date(), case.language),
               more=say(_KEEP, address=kept) if secret else collect,
               reply=say(_REPLY if reply else _NO_REPLY))
    subject = f'[{title_of(portal, case.language)}] {say(what)}'
    _mail(environment, portal, contents.sender.email, subject, text, token, reply)


def send_reminder(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``REMINDER``: mail the links, if the address is known."""
    registry, portal = environment.registry, environment.portal
    address = _opened(registry, str(payload['sealed']), token)
    found = registry.getAdapter(portal, ICases).by_email(address)[:MOST] if address else []
    if not found:
        return
    tag = found[0].language
    say, page = said_in(registry, tag), page_of(registry, tag)
    until = environment.clock.now() + datetime.timedelta(hours=HOURS)
    links = registry.getUtility(ICaseLinks)
    lines = '\n'.join(
        f'{shown_date(local(case.received).date(), tag)}: {page}#{links.made(case.number, until)}'
        for case in found)
    subject = f'[{title_of(portal, tag)}] {say(_LOST_SUBJECT)}'
    _mail(environment, portal, address, subject, say(_FOUND, lines=lines), token)


def _mail(environment: IEnvironment, portal: IPortal, address: str, subject: str, text: str,
          token: str, reply: Reply | None = None) -> None:
    post = environment.registry.getUtility(IPost)
    transactions = cast(Persistent, portal)._p_jar.transaction_manager
    headers = {} if reply is None else {
        'Reply-To': reply.address, 'References': reply.reference, 'X-Loop': reply.loop}
    environment.in_transaction(lambda: post.send(
        transactions, address, subject, text, token=token,
        headers=headers))


def _opened(registry: Registry, sealed: str, token: str) -> str:
    try:
        found: str = registry.getUtility(ISealing).opened(
            bytes.fromhex(sealed), f'letter {token}')
        return found
    except (Unreadable, ValueError):
        return ''
