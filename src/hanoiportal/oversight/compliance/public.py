"""Tuân thủ: the public pages of compliance, of the city and of each site (4.1, 4.5, 10, 21.1)."""
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import local
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IPortal, ISite
from ...base.numbers import grouped
from ...base.text import collate, fold
from ...base.values import Batch
from ...kernel.tree.lookup import at_path, is_listed
from ...shells.public.lists.batches import Paging
from ...shells.public.lists.table import Table, TableCell, ready_table
from ...shells.public.page.wording import Wording
from ...shells.public.search.params import page_number, params_of
from ...web import public_view
from ...web.cacheable import Cacheable
from . import details
from .figures import city_values, indicator_queries, list_queries, site_values
from .interfaces import ALL, PAGE
from .league import ORDERS, Line, chosen
from .months import months_of, quarter_of
from .showing import day_text, shown_quarter, shown_value
from .values import SiteNow
from .views import CSV, JSON, LIST, OWN, SHEET, ComplianceView
from .wording import EVERY, LEVEL_TITLES, ORDER_TITLES

#: Lines on one page of a list, sites on one of the table; characters of a name asked for.
SIZE, SITES, LONGEST = 50, 15, 100
#: Of the query: words of the name of a site.
NAMED = 'ten'
TITLE = _('Tuân thủ quy định cung cấp thông tin')
_DESCRIPTION = _('Mức độ thực hiện quy định về cung cấp thông tin của các trang thuộc Cổng: '
                 'chuyên mục bắt buộc, khung giờ cập nhật, nghĩa vụ công bố.')


class CityPage(ComplianceView):
    """All sites in figures, and in a table."""

    @public_view(context=IPortal, name=PAGE, renderer='templates/city.pt')
    def city(self) -> Cacheable | dict[str, object]:
        """Return what ``city.pt`` names."""
        order, level = params_of(self.request, 'xep', ORDERS[0]), params_of(self.request, 'loai')
        at = page_number(self.request)
        if order not in ORDERS or level not in ('', *LEVEL_TITLES) or at is None:
            raise HTTPNotFound
        query = {name: value for name, value in (
            ('thang', params_of(self.request, 'thang')), ('loai', level),
            (NAMED, words_of(self)),
            ('xep', params_of(self.request, 'xep'))) if value}
        return self._kept(TITLE, ALL, lambda: self._city(level, order, query, at),
                          *query.items(), at, described=_DESCRIPTION)

    def _city(self, level: str, order: str, query: Mapping[str, str], at: int) -> dict[
            str, object]:
        figures = self.figures
        known = {line.oid: collate(str(self.sites[line.oid].title)) for line in figures.lines
                 if line.oid in self.sites}
        words = query.get(NAMED, '')
        lines = chosen(called(self, figures.lines, words), level, order, known)
        batch, paging = self._paged(lines, query, at)
        lists = list_queries(figures.month)
        return self.values(
            TITLE, paging=paging,
            **city_values(figures)._asdict(),
            lines=[self._line(line, lists) for line in batch], found=len(lines), whole=len(known),
            words=words, named=NAMED, is_narrowed=bool(words or level),
            every=self.address(PAGE, **{name: query.get(name, '') for name in ('thang', 'xep')}),
            orders=[(each, self.address(PAGE, **{**query, 'xep': each}), each == order)
                    for each in ORDERS],
            levels=[(code, title, code == level) for code, title in LEVEL_TITLES.items()],
            own=self.address(OWN), fields=query, query=urlencode(query),
            order_title=ORDER_TITLES.get, save=self.address(PAGE + CSV, **query),
            description=_DESCRIPTION)

    def _paged(self, lines: list[Line], query: Mapping[str, str], at: int) -> tuple[
            list[Line], Paging]:
        start = (at - 1) * SITES
        batch = lines[start:start + SITES]
        return batch, Paging(Batch(tuple(batch), len(lines), start, SITES), self.address(PAGE),
                             query)

    def _line(self, line: Line, lists: Sequence[str]) -> tuple[
            Wording | None, str, list[tuple[str, str, tuple[int, int]]]]:
        """Return the name and the page of a site; code, list and pair of each of its cells."""
        site = self.sites[line.oid]
        start = f'{self.request.link(site, LIST)}?' + (
            f'trang={OWN}&' if site is self.page.portal else '')
        pairs = (line.filled, line.fresh, line.windows, line.in_time, line.working)
        return self.named(line.oid), self.page_of(line.oid), [
            (code, start + end, pair)
            for code, end, pair in zip(ORDERS[1:], lists, pairs, strict=True)]


def words_of(view: ComplianceView) -> str:
    """Return the words of a name that the address asks for, ``''`` for all sites."""
    return params_of(view.request, NAMED).strip()[:LONGEST]


def called(view: ComplianceView, lines: Iterable[Line], words: str) -> list[Line]:
    """Return those of ``lines`` whose site is there and has ``words`` in its name, in Vietnamese
    or in the language of the page; tones and case are left aside.
    """
    wanted = fold(words)
    found = [line for line in lines if line.oid in view.sites]
    return [line for line in found if wanted in _names(view, line.oid)] if wanted else found


def _names(view: ComplianceView, oid: int) -> str:
    shown = view.named(oid)
    return fold(f'{view.sites[oid].title}\n{shown.text if shown else ""}')


class SitePage(ComplianceView):
    """One site in figures."""

    @public_view(context=ISite, name=PAGE, renderer='templates/site.pt')
    @public_view(context=IPortal, name=OWN, renderer='templates/site.pt')
    def site_page(self) -> Cacheable | dict[str, object]:
        """Return what ``site.pt`` names."""
        now = self.snapshot.site(self.context.__oid__)
        links = {each.code: self._section(each.code) for each in now.sections} if now else {}
        return self._kept(TITLE, self.context.__oid__, lambda: self._site(links), *links.values())

    def _site(self, links: Mapping[str, str | None]) -> dict[str, object]:
        now = self.snapshot.site(self.context.__oid__)
        found = now or SiteNow(self.context.__oid__, '', '')
        return self.values(
            TITLE, is_known=now is not None,
            name=self.page.say(self.context, 'title'),
            **site_values(self.figures, found)._asdict(),
            city=self.request.link(self.page.portal, PAGE), section_link=links.get)

    def _section(self, code: str) -> str | None:
        section = self.context.get(code)
        return None if section is None else self.request.link(section)


class ListPage(ComplianceView):
    """What a figure counts, one by one."""

    @public_view(context=ISite, name=LIST, renderer='templates/list.pt')
    def listing(self) -> dict[str, object]:
        """Return what ``list.pt`` names.  Raises ``HTTPNotFound`` for a list that there is not."""
        given, at = self._given(), page_number(self.request)
        kind = given['muc']
        titles = details.OUTCOMES_OF.get(kind)
        outcome = given.get('ket-qua') or next(iter(titles or ()), '')
        if titles is None or outcome not in (*titles, EVERY) or at is None:
            raise HTTPNotFound
        asked = details.ListQuery(kind, self._asked_months(given), self.tag, outcome,
                                  given.get('quy-tac', ''), given.get('ma', ''))
        items = self.figures.details.items(asked, self._oids())
        start = (at - 1) * SIZE
        shown = tuple(items[start:start + SIZE])
        quarter = given.get('quy', '')
        return self.values(
            details.TITLES[kind], total=grouped(len(items), self.tag),
            table=self._table(kind, shown),
            name=self.page.say(self.context, 'title'), is_monthly=kind in details.MONTHLY,
            quarter=shown_quarter(quarter, self.tag) if quarter else '',
            paging=Paging(Batch(shown, len(items), start, SIZE), self.address(LIST), given),
            fields=given, query=urlencode(given), up=self.address(PAGE), rule=asked.rule,
            outcomes=[(title, self.address(LIST, **{**given, 'ket-qua': code}), code == outcome)
                      for code, title in (*titles.items(), (EVERY, _('Tất cả')))])

    def _given(self) -> dict[str, str]:
        """Return what the address asks for, without what it leaves open."""
        names = ('muc', 'thang', 'quy', 'ket-qua', 'quy-tac', 'ma', 'trang')
        found = {name: params_of(self.request, name) for name in names}
        return {name: value for name, value in found.items() if value or name == 'muc'}

    def _asked_months(self, given: Mapping[str, str]) -> tuple[str, ...]:
        """Return the month that is ``given``, the latest if none is, or those of a quarter."""
        quarter = given.get('quy')
        if quarter is None:
            return (self.figures.month,)
        if quarter not in self.figures.quarters:
            raise HTTPNotFound
        return tuple(months_of(quarter))

    def _oids(self) -> list[int]:
        if self.page.is_component or params_of(self.request, 'trang') == OWN:
            return [self.context.__oid__]
        return [row.oid for row in self.snapshot.all_rows() if row.oid in self.sites]

    def _table(self, kind: str, items: tuple[details.Item, ...]) -> Table:
        titles = details.COLUMNS[kind]
        if not self.page.is_component:
            titles = (_('Tên trang'), *titles)
        return ready_table(details.TITLES[kind], titles, [self._cells(item) for item in items])

    def _cells(self, item: details.Item) -> list[TableCell]:
        cells = [self._cell(value) for value in item.cells]
        if self.page.is_component:
            return cells
        name = self.named(item.oid) or Wording('', None)
        return [TableCell(name.text, name.lang, None, self.page_of(item.oid)), *cells]

    def _cell(self, value: details.CellValue) -> TableCell:
        if isinstance(value, str):
            return TableCell(value)
        if isinstance(value, details.RuleCode):
            return TableCell(self.rule_name(value.code))
        if isinstance(value, details.ReasonWords):
            return TableCell(value.text, None if self.tag == DEFAULT else DEFAULT)
        if not isinstance(value, details.Opened):
            machine, shown = day_text(value, self.tag)
            return TableCell(shown, None, machine)
        found = at_path(self.page.portal, value.path)
        if found is None or not is_listed(found):
            return TableCell(_('Nội dung không còn công khai'))
        return TableCell(details.OPEN, None, None, self.request.link(found))


class SheetPage(ComplianceView):
    """Phiếu chỉ tiêu: the indicators of a quarter, of a site or of all (21.1)."""

    @public_view(context=ISite, name=SHEET, renderer='templates/sheet.pt')
    def sheet(self) -> dict[str, object]:
        """Return what ``sheet.pt`` names.  Raises ``HTTPNotFound`` for a quarter not kept."""
        quarters = self.figures.quarters
        quarter = params_of(self.request, 'quy', quarters[0] if quarters else '')
        if quarters and quarter not in quarters:
            raise HTTPNotFound
        moment = self.snapshot.moment
        is_running = moment is not None and quarter == quarter_of(local(moment).date())
        lists, start = indicator_queries(
            self.figures.rules.indicators, quarter, is_running=is_running), self.address(LIST)
        return self.values(
            _('Phiếu chỉ tiêu đo lường'), is_whole=not self.page.is_component,
            name=self.page.say(self.context, 'title'),
            quarter=shown_quarter(quarter, self.tag) if quarter else '', quarter_code=quarter,
            quarters=[(each, shown_quarter(each, self.tag), each == quarter)
                      for each in quarters],
            is_running=is_running,
            lists={code: f'{start}?{query}' for code, query in lists.items()},
            groups=self.figures.sheet(quarter, self._oid, shown_value),
            save=self.address(SHEET + CSV, quy=quarter),
            save_json=self.address(SHEET + JSON, quy=quarter))

    @property
    def _oid(self) -> int:
        return int(self.context.__oid__) if self.page.is_component else 0
