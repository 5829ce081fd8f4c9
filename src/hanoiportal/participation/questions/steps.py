"""What the pages of a form show: its fields, the bodies, and what goes along to the next step."""
from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol
from urllib.parse import urlencode

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.text import collate
from ...kernel.security.crypto.sealing import Sealing, Unreadable
from ...platform.sms.interfaces import ISms
from ..cases.interfaces import NAME, PROCESS, PUBLISH, RIGHTS, SMS
from .interfaces import ABOUT, HIDDEN, PLACE, SECRET, TOPIC, CaseForm, CaseTopic, WaitingFile
from .typed import CAPACITIES, CHOSEN, SENDER, Typed, fields_for, typed_of

_FILES_OWNER = 'form files'
#: Hidden fields: the files that wait, the ticket and its number; and which file is taken out.
KEPT, TICKET, NUMBER, OUT = 'giu', 've', 'so', 'bo'
#: What is agreed to, in words; each is asked by itself, and none is ticked beforehand.
CONSENTS = {
    PROCESS: _('Tôi đồng ý để cơ quan nhận dùng thông tin tôi gửi để giải quyết và trả lời.'),
    PUBLISH: _('Tôi đồng ý để câu hỏi, ý kiến và câu trả lời được đăng công khai, sau khi đã bỏ '
               'thông tin cá nhân.'),
    NAME: _('Khi đăng công khai, được nêu tên tôi.'),
    RIGHTS: _('Tôi có quyền gửi nội dung, tệp và ảnh này, và đồng ý để Cổng biên tập, đăng tải.'),
    SMS: _('Nhắn tin cho tôi khi hồ sơ có kết quả: tin chỉ có mã hồ sơ và địa chỉ trang, không có '
           'nội dung.')}

_NEEDED = {
    PROCESS: _('Cần đồng ý với điều này thì cơ quan mới được xử lý và trả lời.'),
    PUBLISH: _('Cần đồng ý với việc đăng công khai thì mới gửi được ở đây.'),
    RIGHTS: _('Cần xác nhận có quyền gửi và đồng ý để Cổng đăng thì mới gửi được ở đây. Nội dung, '
              'tệp đã gửi kèm còn nguyên.')}


class ShownField(NamedTuple):
    """A field as the template shows it.  ``why``: what is wrong with it, ``''`` for nothing.
    ``optional``: see ``CaseField``.
    """

    name: str
    title: str
    kind: str
    value: str
    required: bool
    longest: int
    hint: str
    capacity: str
    autocomplete: str
    choices: tuple[tuple[str, str], ...]
    why: str
    optional: bool


def asked_of(form: CaseForm) -> list[tuple[str, str]]:
    """Return pairs of what the address of ``form`` may choose, and its query parameter."""
    return [('field', TOPIC), ('place', PLACE), ('about', ABOUT), *form.asked]


def query_of(form: CaseForm, typed: Typed) -> str:
    """Return the query by which the address of the second step chooses what ``typed`` has chosen.
    """
    chosen = {**typed.values, **typed.chosen}
    return urlencode([(asked, chosen[name]) for name, asked in asked_of(form) if chosen.get(name)])


class Post(Protocol):
    """The form of a request, as WebOb gives it."""

    def items(self) -> Iterable[tuple[str, object]]:
        """Yield names and values."""

    def getall(self, name: str) -> list[object]:
        """Return all values of a field."""


def read(form: CaseForm, post: Post, sealing: Sealing) -> Typed:
    """Return what a step of ``form`` brings along, without the files that come with it."""
    given = {name: value for name, value in post.items() if isinstance(value, str)}
    out = set(post.getall(OUT))
    files = opened_files(given.get(KEPT, ''), sealing)
    return typed_of(form, given).with_files(
        tuple(each for each in files if each.number not in out))


def shown_fields(form: CaseForm, values: Mapping[str, str], reasons: Mapping[str, str],
                 is_mailed: bool, closed: Mapping[str, frozenset[str]]) -> list[ShownField]:
    """Return the ``ShownField`` of each field of the second step; ``is_mailed``: whether the
    portal sends mails.  ``closed``: choices that are left out, by names of fields.
    """
    return [ShownField(
        each.name, each.title, each.kind, values.get(each.name, ''),
        each.required and not each.capacity, each.longest,
        each.hint if is_mailed else each.unmailed_hint or each.hint, each.capacity,
        each.autocomplete, tuple(choice for choice in each.choices if choice[0] not in closed.get(
            each.name, ())), reasons.get(each.name, ''), each.optional)
        for each in form.fields]


def asked_consents(form: CaseForm, typed: Typed, sms: ISms) -> list[tuple[str, str, bool]]:
    """Return ``[(name, words, given)]`` of what the third step asks: short messages where the
    telephone can be reached by ``sms``.
    """
    told = (SMS,) if sms.can_reach(typed.values.get('phone', '')) else ()
    words = {**CONSENTS, **dict(form.consent_words)}
    return [(each, words[each], each in typed.consents)
            for each in (PROCESS, *form.consents, *told)]


def carried(form: CaseForm, typed: Typed, consents: bool) -> list[tuple[str, str]]:
    """Return ``[(name, value)]`` of the hidden fields by which a step knows those before it."""
    found = [*typed.values.items(), ('capacity', typed.capacity),
             *((name, typed.chosen.get(name, '')) for name in CHOSEN)]
    if consents:
        found += [(f'consent-{each}', 'yes') for each in sorted(typed.consents)]
        found.append((SENDER, typed.sender))
    return [(name, value) for name, value in found if value]


def summary(form: CaseForm, typed: Typed) -> list[tuple[str, str]]:
    """Return ``[(title, value)]`` of what is going to be sent; titles are translatable."""
    rows = [(each.title, dict(each.choices).get(typed.values[each.name],
                                                typed.values[each.name].strip()))
            for each in fields_for(form, typed.capacity) if each.kind not in (HIDDEN, SECRET)]
    if form.capacities:
        rows.insert(0, (_('Gửi cho ai'), dict(CAPACITIES)[typed.capacity]))
    return [(title, value) for title, value in rows if value]


def missing_consents(form: CaseForm, typed: Typed) -> dict[str, str]:
    """Return why ``typed`` is not sent, by the consents that ``form`` needs and that are missing.
    """
    return {each: _NEEDED[each] for each in form.needed if each not in typed.consents}


def sealed_files(files: Iterable[WaitingFile], sealing: Sealing) -> str:
    """Return ``files`` as a form carries them, ``''`` for none."""
    content = json.dumps([list(each) for each in files], ensure_ascii=False)
    if content == '[]':
        return ''
    return base64.urlsafe_b64encode(
        sealing.seal_bytes(content.encode(), _FILES_OWNER)).decode()


def opened_files(text: str, sealing: Sealing) -> tuple[WaitingFile, ...]:
    """Return what ``sealed_files`` sealed; nothing if it did not seal it."""
    try:
        content = sealing.opened_bytes(base64.urlsafe_b64decode(text.encode()), _FILES_OWNER)
    except (Unreadable, ValueError):
        return ()
    return tuple(WaitingFile(*each) for each in json.loads(content))


def topic_choices(topics: Mapping[str, CaseTopic], tag: str) -> list[tuple[str, str]]:
    """Return ``[(code, title)]`` in the language ``tag``."""
    return [(each.code, each.title_in(tag)) for each in topics.values()]


def place_choices(form: CaseForm, site: ISite, portal: IPortal) -> list[tuple[str, ISite]]:
    """Return ``[(name, site)]`` of the wards and communes to choose from, in dictionary order:
    none for a form that does not ask, or at the ``site`` of one.
    """
    if not form.asks_place or getattr(site, 'level', '') == 'commune':
        return []
    sites: Mapping[str, ISite] = portal['sites']
    found = [(name, each) for name, each in sites.items()
             if getattr(each, 'level', '') == 'commune' and not each.is_practice]
    return sorted(found, key=lambda each: collate(each[1].title.partition(' ')[2]))
