"""Letters to units without accounts, by the outbox: the link by which one writes an answer.

In Vietnamese, the language of the sites, as letters between bodies are; no word of the case.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IPortal
from ...base.settings import ISettings, Settings
from ...kernel.security.authentication.tokens import key_of
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import site_of
from ...platform.notifications.interfaces import IPost
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import Case, ICases
from .interfaces import LINK_PAGE
from .resource import KEY, InboxBook

LETTER = 'unit letter'
_SUBJECT = 'Đề nghị soạn nội dung trả lời: {site}'
_TEXT = """\
Kính gửi: {unit}.

{site} đề nghị soạn nội dung trả lời một câu hỏi. Mở đường dẫn sau để đọc câu hỏi và gửi nội dung,
một lần, trước hết ngày {until}:

{link}

Ai có đường dẫn đều mở được, xin không chuyển tiếp ngoài đơn vị. Thư do Cổng tự động gửi.
"""


def ask(registry: Registry, portal: IPortal, link: str, address: str) -> None:
    """Have ``link``, the token of one that was just made, mailed to ``address``."""
    token = sha256(f'{LETTER} {key_of(link)}'.encode()).hexdigest()[:32]
    sealed = registry.getUtility(ISealing).seal(
        json.dumps({'link': link, 'address': address}), _owner(token)).hex()
    registry.getAdapter(portal, IOutbox).add(LETTER, token, {'sealed': sealed})


def send_letter(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Handler of ``LETTER``: mail the link, unless it opens nothing any more."""
    registry, portal = environment.registry, environment.portal
    try:
        told: Mapping[str, str] = json.loads(registry.getUtility(ISealing).opened(
            bytes.fromhex(str(payload['sealed'])), _owner(token)))
    except (Unreadable, ValueError):
        return
    book: InboxBook | None = interactions_of(portal).get(KEY)
    link = None if book is None else book.links.get(key_of(told['link']))
    case: Case | None = None if link is None else registry.getAdapter(
        portal, ICases).get(link.number)
    if link is None or case is None or link.until <= environment.clock.now():
        return
    settings: Settings = registry.getUtility(ISettings)
    site = site_of(portal, case.site).title
    text = _TEXT.format(
        unit=link.unit, site=site, until=f'{local(link.until):%d/%m/%Y}',
        link=f'{settings.city}/{LINK_PAGE}#{told["link"]}')
    environment.in_transaction(lambda: registry.getUtility(IPost).send(
        cast(Persistent, portal)._p_jar.transaction_manager, told['address'],
        _SUBJECT.format(site=site), text, token=token))


def _owner(token: str) -> str:
    return f'{LETTER} {token}'
