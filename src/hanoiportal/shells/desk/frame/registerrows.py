"""What the page of a row shows: values, what is wrong, whether it was changed meanwhile."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from html import escape
from itertools import pairwise

import colander
from pyramid.i18n import Localizer

from ....base.clock import moment, shown_date
from ....base.i18n import DEFAULT, _
from ....base.numbers import grouped
from ....platform.registers.interfaces import CannotKeep, Register, Row
from ....web.forms.fields import Field
from ...frame.choices import escaped, escaped_text
from .registerwords import who_may

_STATE, _WITHDRAWN = _('Trạng thái'), _('đã rút')
#: Stands for the number of a row where the words around it are said.
_NUMBER = '\0'
#: Fields of the page besides those of the register, and their titles; each shows what is wrong
#: with it.
OWN = {'why': _('Lý do sửa hoặc rút'), 'note': _('Ghi chú'), 'file': _('Tệp kèm theo')}


def unseen(reasons: Mapping[str, str], fields: Iterable[Field], is_form: bool,
           translate: Callable[[str], str]) -> list[str]:
    """Return what the head of the page says of ``reasons``: those that stand beside no field, and
    beside which fields the others stand; without a form none of ``fields`` says what is wrong
    with it.
    """
    titles = {each.name: each.title for each in fields}
    if is_form:
        wrong = [translate({**titles, **OWN}[name]) for name in (*titles, *OWN) if name in reasons]
        return [why for name, why in reasons.items() if name not in (*OWN, *titles)] + [
            _('Chưa ghi vào sổ. Hãy xem lại: ${fields}.', mapping={
                'fields': '; '.join(wrong)})] * bool(wrong)
    return [_('${field}: ${why}', mapping={
        'field': translate(titles[name]), 'why': translate(why)}) if name in titles else why
        for name, why in reasons.items() if name not in OWN]


def base_of(row: Row) -> str:
    """Return what the form of ``row`` tells of what it was made from."""
    return str(len(row.past))


def check_base(row: Row | None, form: Mapping[str, object]) -> None:
    """Raise ``CannotKeep`` if somebody has changed ``row`` since ``form`` was made."""
    if row is not None and form.get('base', base_of(row)) != base_of(row):
        raise CannotKeep({'': _(
            'Dòng này vừa được người khác sửa. Hãy mở lại dòng để xem; ghi lần nữa sẽ thay nội '
            'dung của họ.')})


def changes(row: Row, register: Register) -> list[str]:
    """Return for each of the past of ``row`` the title of the state it then got, ``''`` for
    the same.
    """
    names = [each.state for each in row.past] + [row.state]
    return ['' if before == after or (state := register.state(after)) is None else state.title
            for before, after in pairwise(names)]


def shown_by(field: Field, node: colander.SchemaNode, tag: str) -> Callable[[object], str]:
    """Return what shows a value of ``field``, that of ``node``, in a list in the language ``tag``.
    """
    titles = dict(field.choices)

    def shown(value: object) -> str:
        if isinstance(value, datetime.datetime):
            return moment(value).in_language(tag)
        if isinstance(value, datetime.date):
            return shown_date(value, tag)
        typed = '' if value is None else node.serialize(value)
        text = '' if typed is colander.null else str(typed)
        if field.groups and text.isdecimal():
            return grouped(int(text), field.groups)
        return titles.get(text, text)

    return shown


class RowLines:
    """The rows of the list of ``register`` as HTML, for which a template takes as long as for all
    the rest.  ``columns``: pairs of node and field; the first leads to the row.
    """

    def __init__(self, register: Register, columns: Sequence[tuple[colander.SchemaNode, Field]],
                 localizer: Localizer) -> None:
        self._register, self._localizer = register, localizer
        self._translate = cache(partial(localizer.translate, domain='hanoiportal'))
        self._standing = cache(self._standing_in)
        tag = localizer.locale_name
        (first, called), *others = columns
        self._first, self._name = first.name, self._cell(first, called, tag, escaped_text)
        self._cells = [(self._opening(field), node.name, self._cell(node, field, tag, escaped))
                       for node, field in others]
        number = _('Dòng số ${number}', mapping={'number': _NUMBER})
        self._numbered = localizer.translate(number).split(_NUMBER)
        self._withdrawn = f'<span class="mark">{escaped(self._translate(_WITHDRAWN))}</span>'

    def _opening(self, field: Field) -> str:
        language = '' if field.choices else f' lang="{DEFAULT}"'
        return f'<td{language} data-label="{escaped(self._translate(field.title))}">'

    def _cell(self, node: colander.SchemaNode, field: Field, tag: str,
              written: Callable[[str], str]) -> Callable[[object], str]:
        """Return what shows a value of ``field``, that of ``node``, as HTML, of which ``written``
        makes a text; what most rows hold is shown without asking ``node``.
        """
        shown, translate = shown_by(field, node, tag), self._translate
        if field.choices:
            titles = {value: written(translate(title)) for value, title in field.choices}
            return lambda value: titles[value] if value in titles else written(
                translate(shown(value)))
        if type(node.typ) is colander.String:
            return lambda value: written(value if type(value) is str else shown(value))
        if isinstance(node.typ, colander.Date):
            return lambda value: shown_date(value, tag) if type(
                value) is datetime.date else written(shown(value))
        if isinstance(node.typ, colander.Integer) and not field.groups:
            return lambda value: str(value) if type(value) is int else written(shown(value))
        return lambda value: written(shown(value))

    def line(self, row: Row, address: str, site: str | None) -> str:
        """Return ``row``, which has that ``address``, HTML; ``site``: the title of its site,
        ``None`` where all are of one.
        """
        get = row.values.get
        place = '' if site is None else f' · <span lang="vi">{escape(site, quote=False)}</span>'
        cells = ''.join([f'{opening}{cell(get(column)) or "—"}</td>'
                         for opening, column, cell in self._cells])
        return (
            f'<tr>\n        <th scope="row"><a class="title" lang="vi" href="{address}">'
            f'{self._name(get(self._first)) or row.number}</a> '
            f'{self._withdrawn if row.withdrawn is not None else ""}<span class="where">'
            f'{str(row.number).join(self._numbered)}{place}</span></th>\n        '
            f'{cells}{self._standing(row.state, row.withdrawn is not None)}\n      </tr>')

    def _standing_in(self, name: str, withdrawn: bool) -> str:
        """Return the cell of rows in the state ``name``, and who has to do something with them;
        nothing in a register without states.
        """
        if not self._register.states:
            return ''
        state, roles = self._register.state(name), ''
        title = '' if state is None else escaped(self._translate(state.title))
        if state is not None and not withdrawn:
            following = () if state.is_over else who_may(state.moves.values())
            roles = ', '.join(map(self._translate, following))
        if roles:
            said = self._localizer.translate(_('Bước sau: ${roles}', mapping={'roles': roles}))
            title += f'<span class="where">{escaped(said)}</span>'
        return f'<td data-label="{escaped(self._translate(_STATE))}">{title}</td>'


def sums_of(register: Register, found: Mapping[str, int], fields: Mapping[str, Field],
            tag: str) -> list[tuple[str, str]]:
    """Return the sums that were ``found``, by the titles of a choice, and that of all, as the
    language ``tag`` groups digits.
    """
    if not found:
        return []
    titles = dict(fields[register.summed[1]].choices)
    lines = [*((titles.get(value, value), amount) for value, amount in found.items()),
             (_('Tổng cộng'), sum(found.values()))]
    return [(title, grouped(amount, tag)) for title, amount in lines]
