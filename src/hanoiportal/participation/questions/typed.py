"""What somebody has typed into a form, and what is wrong with it."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...base.i18n import _
from ...base.text import first_words
from ...kernel.tree.readable import normal, why_unreadable
from ..cases.interfaces import ORGANISATION, OTHER, PROCESS, SELF, SMS, Sender, Submission
from .interfaces import (
    EMAIL,
    FILES,
    MAIL_ADDRESS,
    MOST_FILES,
    PHONE,
    SECRET,
    CaseField,
    CaseForm,
    WaitingFile,
)

CAPACITIES = ((SELF, _('Cho bản thân')), (OTHER, _('Gửi thay người khác')),
              (ORGANISATION, _('Thay mặt tổ chức, doanh nghiệp')))
#: Query fields of the first step that go along, by the names that the later steps give them.
CHOSEN = ('field', 'place', 'receiver')
#: The field that says as whom somebody sends, and its value for an identity that stays untold.
SENDER, AS_NOBODY = 'danh-tinh', 'khong'
_NUMBER = re.compile(r'\+?[0-9][0-9 ().-]{5,28}[0-9]')
_SENDER = frozenset(Sender._fields)


@dataclass(frozen=True)
class Typed:
    """What was typed.  ``values``: ``{name of a field: text}`` as it was typed.

    ``chosen``: of ``CHOSEN``.  ``files``: those that wait.  ``consents``: words of
    ``cases.interfaces``.  ``sender``: mark of the identity that the form showed and that goes
    along, ``AS_NOBODY``, or ``''`` before anything was chosen.
    """

    values: Mapping[str, str]
    capacity: str = SELF
    chosen: Mapping[str, str] = field(default_factory=dict)
    files: tuple[WaitingFile, ...] = ()
    consents: frozenset[str] = frozenset()
    sender: str = ''

    def with_files(self, files: tuple[WaitingFile, ...]) -> Typed:
        """Return the same with ``files``."""
        return replace(self, files=files)


def typed_of(form: CaseForm, given: Mapping[str, str]) -> Typed:
    """Return the ``Typed`` of a request for ``form``, without its files."""
    capacity = given.get('capacity', SELF)
    return Typed(
        {each.name: given.get(each.name, '') for each in form.fields},
        capacity if capacity in dict(CAPACITIES) and form.capacities else SELF,
        {name: given.get(name, '')[:60] for name in CHOSEN},
        (), frozenset(each for each in (PROCESS, *form.consents, SMS)
                      if given.get(f'consent-{each}') == 'yes'),
        given.get(SENDER, '')[:40] if form.identified else '')


def fields_for(form: CaseForm, capacity: str) -> list[CaseField]:
    """Return the fields that are asked of who sends in that ``capacity``."""
    return [each for each in form.fields if each.capacity in ('', capacity)]


def problems(form: CaseForm, typed: Typed) -> dict[str, str]:
    """Return the reasons why ``typed`` cannot be taken, by field; empty if it can."""
    found = {each.name: _problem(each, typed.values[each.name])
             for each in fields_for(form, typed.capacity)}
    if len(typed.files) > MOST_FILES:
        found[FILES] = too_many(len(typed.files))
    wrong = {name: why for name, why in found.items() if why}
    if form.rule is None:
        return wrong
    values = {name: str(normal(text)) for name, text in typed.values.items()}
    return {**form.rule(values, bool(typed.files)), **wrong}


def too_many(number: int) -> str:
    """Return why ``number`` files are too many."""
    return _('Gửi kèm tối đa ${most} tệp; đang có ${number}. Xin bớt tệp; nội dung đã viết còn '
             'nguyên.', mapping={'most': MOST_FILES, 'number': number})


def _problem(each: CaseField, text: str) -> str:
    value = normal(text)
    if not value:
        return _('Chưa nhập: ${field}.', mapping={'field': each.title}) if each.required else ''
    if len(value) > each.longest:
        return _('Dài ${length} chữ; tối đa ${longest}. Xin viết ngắn hơn hoặc gửi kèm thành tệp. '
                 'Nội dung đã viết còn nguyên.',
                 mapping={'length': len(value), 'longest': each.longest})
    if why := why_unreadable(value):
        return why
    if each.kind == EMAIL and not MAIL_ADDRESS.fullmatch(value):
        return _('“${text}” không phải là địa chỉ thư điện tử.', mapping={'text': value[:80]})
    if each.kind == PHONE and not _NUMBER.fullmatch(value):
        return _('“${text}” không phải là số điện thoại.', mapping={'text': value[:80]})
    return ''


def submission(form: CaseForm, typed: Typed, site: str, language: str) -> Submission:
    """Return what is sent to the register of cases, without files; ``typed`` has no problems.

    ``site``: of the body that receives, as the register names it.
    """
    given = {each.name: normal(typed.values[each.name])
             for each in fields_for(form, typed.capacity) if each.kind != SECRET}
    text = given.pop('text').replace('\r\n', '\n')
    of_sender = {name: given.pop(name) for name in sorted(_SENDER & given.keys())}
    return Submission(
        form.kind, site, given.pop('title', '') or beginning(text), text,
        field=typed.chosen.get('field', ''), place=typed.chosen.get('place', ''),
        sender=Sender(capacity=typed.capacity, **of_sender), language=language,
        consents=typed.consents, about=given.pop('about', ''),
        details={name: value for name, value in given.items() if value})


def beginning(text: str) -> str:
    """Return the first words of ``text``, at most 80 letters, as its title.

    >>> beginning('Xin hỏi về lệ phí.\\nCảm ơn.')
    'Xin hỏi về lệ phí.'
    """
    return first_words(text.strip().splitlines()[0].strip() if text.strip() else '')
