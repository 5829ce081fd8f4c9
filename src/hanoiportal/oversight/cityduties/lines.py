"""A site in the table of all sites, and what the table may be narrowed to."""
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.text import collate, fold
from .counting import SiteTally
from .interfaces import Reminded

#: Kinds of sites; the others are words of the sites themselves.
CITY = 'city'
KIND_TITLES = {CITY: _('Cổng Thành phố'), 'so-nganh': _('Sở, ngành'), 'phuong': _('Phường'),
               'xa': _('Xã')}
OVER, TODAY, REASONLESS = 'over', 'today', 'reasonless'
STATES = {OVER: _('Có nhiệm vụ quá hạn'), TODAY: _('Có nhiệm vụ đến hạn hôm nay'),
          REASONLESS: _('Chờ nêu lý do')}
#: Stands for a number in a sentence that is translated once for all lines.
PLACE = '{number}'
#: Names of ``SiteTally``, the class of their marks, and what is said of them.
OWED = (
    ('over', 'mark warn', _('quá hạn ${number}', mapping={'number': PLACE})),
    ('today', 'mark warn', _('hôm nay ${number}', mapping={'number': PLACE})),
    ('reasonless', 'mark warn', _('chờ lý do ${number}', mapping={'number': PLACE})),
    ('running', 'mark', _('trong hạn ${number}', mapping={'number': PLACE})))
#: What the cells of a line are called where they stand below one another.
COLUMNS = _('Nhiệm vụ'), _('Khung giờ hôm nay'), _('Vi phạm')
EMPTY = _('bỏ trống ${number}', mapping={'number': PLACE})
#: Kinds of ``Reminder``, in words.
REMINDERS = {
    'duty_due': _('Nhiệm vụ sắp đến hạn'), 'duty_missed': _('Nhiệm vụ đã quá hạn'),
    'duty_reminded': _('Cơ quan quản lý nhắc'), 'duty_digest': _('Thư buổi sáng'),
    'register_due': _('Việc ghi trong sổ sắp đến hạn'),
    'register_late': _('Việc ghi trong sổ đã quá hạn')}


class SiteLine(NamedTuple):
    """A site in the table."""

    site: ISite
    tally: SiteTally

    @property
    def kind(self) -> str:
        """The key of ``KIND_TITLES`` for the site."""
        return CITY if IPortal.providedBy(self.site) else str(getattr(self.site, 'kind', ''))

    def matches(self, words: str, kind: str, state: str) -> bool:
        """Return whether it belongs to what the list is narrowed to.  ``words``: of its name."""
        is_named = fold(words) in fold(self.site.title)
        return is_named and kind in ('', self.kind) and (not state or {
            OVER: self.tally.over, TODAY: self.tally.today,
            REASONLESS: self.tally.reasonless}[state] > 0)


def lines_of(sites: Mapping[str, ISite], counted: Mapping[str, SiteTally], words: str,
             kind: str, state: str) -> list[SiteLine]:
    """Return the lines of ``sites``, by id, that the table is narrowed to: the city's first, then
    by title.  ``counted``: by the same ids.
    """
    lines = [SiteLine(site, counted[oid]) for oid, site in sites.items()]
    if words or kind or state:
        lines = [line for line in lines if line.matches(words, kind, state)]
    return sorted(lines, key=lambda line: (
        not IPortal.providedBy(line.site), collate(line.site.title)))


def sentences_of(done: Reminded) -> Iterator[str]:
    """Yield what is said, translatable, once reminders are sent."""
    yield _('Đã nhắc ${sites} trang về ${duties} nhiệm vụ.', mapping={
        'sites': len(done.told), 'duties': done.duties})
    for text, sites in (
            (_('Hôm nay đã nhắc rồi: ${sites}.'), done.before),
            (_('Chưa có Ban Biên tập: ${sites}.'), done.nobody),
            (_('Không có gì phải nhắc: ${sites}.'), done.nothing)):
        if sites:
            yield _(text, mapping={'sites': '; '.join(site.title for site in sites)})
