"""Letters that somebody asked for, by the outbox: to confirm, and the link to one's page.

Which letter it is, and whether there is any, is found out here: the page that asks for it answers
alike for every address.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import cast

from persistent import Persistent

from ...base.clock import local, shown_date
from ...base.i18n import _, said_in
from ...base.interfaces import IResource
from ...base.numbers import number_in
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ..notifications.interfaces import IPost
from ..outbox.interfaces import Payload
from ..scheduling.interfaces import IEnvironment
from .addresses import name_followed, name_of, page_of
from .declaring import is_mail
from .interfaces import CONFIRM, PAGE, Followed, ISubscriber, ISubscriptions
from .rules import LINK, UNCONFIRMED, ISubscriptionRules
from .sealing import PAGE as FOR_PAGE
from .services import owner_of

_ASK_SUBJECT = _('Xác nhận theo dõi')
_ASK = _(
    'Kính gửi Ông/Bà,\n\nCó người vừa đề nghị gửi tin mới tới địa chỉ này về:\n\n${what}\n\nNếu '
    'đúng là Ông/Bà, xin mở đường dẫn sau và xác nhận:\n\n${address}\n\nDùng được một lần, đến '
    '${until}. Nếu không phải Ông/Bà, xin bỏ qua thư này: Cổng không gửi tin nào và xóa địa chỉ '
    'sau ngày đó.\n')
_KNOWN_SUBJECT = _('Các mục đang theo dõi')
_KNOWN = _(
    'Kính gửi Ông/Bà,\n\nCó người vừa đề nghị gửi lại đường dẫn tới trang Theo dõi của địa chỉ '
    'này. Ở đó xem, đổi hoặc dừng các mục đang theo dõi:\n\n${address}\n\nMở được đến ${until}. '
    'Nếu không phải Ông/Bà, xin bỏ qua thư này.\n')


def send_letter(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of the outbox: write the letter, with the Message-ID of ``token``."""
    try:
        address = environment.registry.getUtility(ISealing).opened(
            bytes.fromhex(str(payload['sealed'])), owner_of(token))
    except (Unreadable, ValueError):
        return
    work = partial(_asked, environment, token, payload, address) if payload['wishes'] else (
        partial(_reminded, environment, token, address))
    environment.in_transaction(work)


def _asked(environment: IEnvironment, token: str, payload: Payload, address: str) -> None:
    """Ask whether to follow; who follows all of it already gets the link to the page."""
    tag, names = str(payload['language']), {}
    for wish in str(payload['wishes']).split():
        kind, _colon, target = wish.partition(':')
        name = name_followed(environment.portal, environment.registry, kind, target, tag)
        if name:
            names[kind, target] = name
    if not names:
        return
    found = _register(environment).ask(
        list(names), address, tag, number_in(str(payload['days'])), token)
    if found is None:
        return
    subscriber, asked = found
    if not asked:
        _mail(environment, token, subscriber, _KNOWN_SUBJECT, _KNOWN,
              **page_link(environment, subscriber))
        return
    _mail(environment, token, subscriber, _ASK_SUBJECT, _ASK,
          what='\n'.join(names[each.kind, each.target] for each in asked
                         if (each.kind, each.target) in names),
          **_confirm_link(environment, subscriber, asked[0]))


def _reminded(environment: IEnvironment, token: str, address: str) -> None:
    subscriber = _register(environment).by_address(address)
    if subscriber is not None and any(each.confirmed for each in subscriber.followed):
        _mail(environment, token, subscriber, _KNOWN_SUBJECT, _KNOWN,
              **page_link(environment, subscriber))


def page_link(environment: IEnvironment, subscriber: ISubscriber) -> Mapping[str, str]:
    """Return ``address`` and ``until`` of a link that opens the page of ``subscriber``."""
    until = environment.clock.now() + datetime.timedelta(days=_days(environment, LINK))
    return _link(environment, subscriber, until, FOR_PAGE, str(int(until.timestamp())))


def _confirm_link(environment: IEnvironment, subscriber: ISubscriber,
                  followed: Followed) -> Mapping[str, str]:
    until = followed.asked + datetime.timedelta(days=_days(environment, UNCONFIRMED))
    return _link(environment, subscriber, until, CONFIRM, str(followed.number), followed.nonce)


def _link(environment: IEnvironment, subscriber: ISubscriber, until: datetime.datetime,
          *parts: str) -> Mapping[str, str]:
    code = _register(environment).code(subscriber, *parts)
    return {'address': f'{page_of(environment.registry, subscriber.language, PAGE)}#{code}',
            'until': shown_date(local(until).date(), subscriber.language)}


def _mail(environment: IEnvironment, token: str, subscriber: ISubscriber, subject: str,
          text: str, **words: str) -> None:
    say = said_in(environment.registry, subscriber.language)
    send(environment, subscriber, say(subject), say(text, **words), token)


def send(environment: IEnvironment, subscriber: ISubscriber, subject: str, text: str, token: str,
         headers: Mapping[str, str] | None = None, html: str = '', returns: str = '') -> None:
    """Let a mail to ``subscriber`` go out with the present transaction."""
    address = _register(environment).address(subscriber)
    if is_mail(address):
        transactions = cast(Persistent, environment.portal)._p_jar.transaction_manager
        portal = name_of(cast(IResource, environment.portal), subscriber.language)
        environment.registry.getUtility(IPost).send(
            transactions, address, f'[{portal}] {subject}', text, token=token,
            headers=headers, html=html, returns=returns)


def _register(environment: IEnvironment) -> ISubscriptions:
    register: ISubscriptions = environment.registry.getAdapter(
        environment.portal, ISubscriptions)
    return register


def _days(environment: IEnvironment, name: str) -> int:
    number: int = environment.registry.getUtility(ISubscriptionRules).number(
        name, environment.clock.now())
    return number
