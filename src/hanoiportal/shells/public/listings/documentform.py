"""What a visitor asks of the finder of documents, read from the address; never an error."""
import datetime
import re
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.decorator import reify

from ....base.i18n import _
from ....base.text import collate, slug
from ....discovery.catalog.interfaces import DetailQuery
from ....discovery.search import parse
from ....kernel.tree.englishnames import IEnglishNames, said
from ....types.legaldocument.interfaces import IDocumentKinds
from ....types.legaldocument.schemas import STATUSES
from ..search.params import params_of

#: Values of one field that are offered, and of signers, whom hardly anybody seeks before the body;
#: of more the most frequent.
MOST_CHOICES, MOST_SIGNERS = 200, 30
_LONGEST = 200
_DAY = re.compile('[0-9]{4}-[0-9]{2}-[0-9]{2}')
_LAST = '\U0010ffff'

#: Fields of the address that hold one value of a detail: ``(field, detail, label)``.
CHOICES = (
    ('loai', 'kind', _('Loại văn bản')), ('co-quan', 'issuer', _('Cơ quan ban hành')),
    ('linh-vuc', 'field', _('Lĩnh vực')), ('nguoi-ky', 'signer', _('Người ký')),
    ('tinh-trang', 'status', _('Tình trạng hiệu lực')), ('nam', 'year', _('Năm ban hành')))
#: Fields that are typed.
TYPED = (('q', _('Từ khóa')), ('so', _('Số, ký hiệu')), ('tu', _('Từ ngày')),
         ('den', _('Đến ngày')))
#: ``{value of "sap-xep": (title, detail, whether the greatest comes first)}``.
ORDERS = {
    '': (_('Ngày ban hành, mới nhất trước'), 'issued', True),
    'cu': (_('Ngày ban hành, cũ nhất trước'), 'issued', False),
    'so': (_('Số, ký hiệu'), 'nth', True),
    'hieu-luc': (_('Ngày có hiệu lực, mới nhất trước'), 'effective', True)}


class DocumentChoice(NamedTuple):
    """``count``: documents that it leaves, with all else as it is."""

    value: str
    title: str
    count: int
    chosen: bool


class DocumentTag(NamedTuple):
    """Something that is asked for.  ``address``: of the page without it."""

    label: str
    text: str
    address: str


class DocumentForm:
    """The form of the finder at ``address``.

    ``query``: ``{field: value}`` of all that is asked for, in the order of the form; a day that is
    none and an order that is unknown are left out.
    """

    def __init__(self, request, address):
        self._address = address
        self._kinds = request.registry.getUtility(IDocumentKinds)
        self._names = request.registry.getUtility(IEnglishNames)
        self._tag = request.language.tag
        names = [*[name for name, _label in TYPED], *[name for name, *_rest in CHOICES], 'sap-xep']
        typed = {name: params_of(request, name)[:_LONGEST] for name in names}
        self.query = {name: value for name, value in typed.items() if value and _fits(name, value)}

    def value(self, name):
        """Return what is asked for in the field ``name``, ``''`` if nothing."""
        return self.query.get(name, '')

    @reify
    def asked(self):
        """The ``catalog.Asked``."""
        query, order = self.query, ORDERS[self.value('sap-xep')]
        words = parse(query['q']) if 'q' in query else None
        between = []
        if 'so' in query:
            number = slug(query['so'])
            between.append(('number', number, number + _LAST))
        if 'tu' in query or 'den' in query:
            between.append(('issued', query.get('tu', '0'), query.get('den', '')))
        return DetailQuery(
            'LegalDocument', words if words and (words.words or words.phrases) else None,
            tuple((detail, query[name]) for name, detail, _label in CHOICES if name in query),
            tuple(between), order[1], order[2])

    def address(self, *without):
        """Return the address of what is asked for but the fields ``without``."""
        query = {name: value for name, value in self.query.items() if name not in without}
        return self._address + ('?' + urlencode(query) if query else '')

    @property
    def is_filtered(self):
        """Whether anything is asked for but an order."""
        return bool(set(self.query) - {'sap-xep'})

    @property
    def is_narrowed(self):
        """Whether anything is asked for but words and a number."""
        return bool(set(self.query) - {'q', 'so'})

    @property
    def tags(self):
        """The ``DocumentTag`` of each filter."""
        labels = [*TYPED, *[(name, label) for name, _detail, label in CHOICES]]
        return [DocumentTag(label, self._title(name, self.query[name]), self.address(name))
                for name, label in labels if name in self.query]

    def _title(self, name, value):
        if name == 'loai':
            return self._kinds[value].said(self._tag)[0] if value in self._kinds else value
        if name == 'co-quan':
            return said(value, self._names, self._tag)[0]
        return dict(STATUSES).get(value, value) if name == 'tinh-trang' else value

    def groups(self, counts):
        """Return ``[(field, label, [Choice])]``; ``counts``: as ``IDetails.counts`` gives them."""
        found = [(name, label, self._choices(name, counts[detail]))
                 for name, detail, label in CHOICES]
        return [group for group in found if group[2]]

    @staticmethod
    def is_cut(name, choices):
        """Whether ``choices`` may lack signers, of whom fewer are left by choosing a body."""
        return name == 'nguoi-ky' and len(choices) >= MOST_SIGNERS

    def _choices(self, name, counted):
        chosen = self.value(name)
        limit = MOST_SIGNERS if name == 'nguoi-ky' else MOST_CHOICES
        most = sorted(counted, key=counted.get, reverse=True)[:limit]
        values = {*most, chosen} - {''}
        found = [DocumentChoice(value, self._title(name, value), counted.get(value, 0),
                                value == chosen)
                 for value in values]
        if name == 'nam':
            return sorted(found, key=lambda choice: choice.value, reverse=True)
        return sorted(found, key=lambda choice: collate(choice.title))


def _fits(name, value):
    if name in ('tu', 'den'):
        try:
            return _DAY.fullmatch(value) and datetime.date.fromisoformat(value) is not None
        except ValueError:
            return False
    return name != 'sap-xep' or value in ORDERS
