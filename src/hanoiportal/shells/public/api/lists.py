"""What lists of items have in common: their parameters, their pages."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from ....base.i18n import _
from ....discovery.catalog.interfaces import CITY, Narrowing
from ....discovery.catalog.interfaces.listing import IListings
from ....kernel.tree.names import NAME as NAME_PATTERN
from ....types.section import ITEM_TYPES
from ...api.endpoints import PATH, QUERY, Parameter
from ...api.kinds import BAD_PARAMETER, NOT_FOUND
from ...api.parameters import Value
from ...api.problems import FieldError, Problem
from ...api.schema import Json, Named, listing, number
from ...api.writing import AFTER, LIMIT, ApiView, fields_of, limit

if TYPE_CHECKING:
    from ....base.interfaces import ISite
    from ....discovery.catalog.interfaces.listing import Listing

_NAMED = {'type': 'string', 'pattern': f'^{NAME_PATTERN.pattern}$', 'maxLength': 120}
DAY: Json = {'type': 'string', 'format': 'date'}
SITE = Parameter('site', _NAMED, _(
    'Tên của một trang thành phần, như trong tên miền; “thanh-pho” là riêng Cổng cấp Thành phố.'))
#: In the path; what is no name of a site is found nowhere.
OF_SITE = Parameter('site', {'type': 'string', 'pattern': '^[a-z0-9][a-z0-9-]*$', 'maxLength': 63},
                    _('Tên của trang; “thanh-pho” là Cổng cấp Thành phố.'), PATH)
SECTION = Parameter('section', _NAMED, _('Tên của chuyên mục, như trong địa chỉ.'))
SINCE = Parameter('since', DAY, _('Đăng từ ngày này (YYYY-MM-DD).'))
UNTIL = Parameter('until', DAY, _('Đăng đến hết ngày này (YYYY-MM-DD).'))
TYPE = Parameter('type', {'type': 'string', 'enum': sorted(ITEM_TYPES)}, _('Loại nội dung.'))
PLACES = (SITE, SECTION, SINCE, UNTIL)


def list_of(name: str, said: str, of: Named) -> Named:
    """Return the schema of a page of items of which it is told how many there are."""
    return listing(name, said, of, {'total': number(_('Số mục của cả danh sách.'))})


def list_parameters(of: Named, *others: Parameter) -> tuple[Parameter, ...]:
    """Return the parameters of a list of objects of the schema ``of``."""
    return (*others, fields_of(of), limit(), AFTER)


def day_of(asked: dict[str, Value], name: str) -> datetime.date | None:
    """Return the day that the parameter ``name`` gives, ``None`` without it."""
    typed = cast('str | None', asked.get(name))
    return datetime.date.fromisoformat(typed) if typed else None


def narrowing_of(view: ApiView, type_name: str = '') -> Narrowing:
    """Return what ``view`` is asked to cut a list down to.  Raises ``Problem`` for a site or
    section that there is not here.
    """
    asked = view.asked
    site = cast('str', asked.get('site', ''))
    if site and not is_known(view, site):
        raise Problem(NOT_FOUND, errors=(
            FieldError(QUERY, 'site', _('Không có trang này.')),))
    since, until = day_of(asked, 'since'), day_of(asked, 'until')
    check_order(since, until, 'until')
    section = cast('str', asked.get('section', ''))
    if section and not _is_section(view, site, section):
        raise Problem(NOT_FOUND, errors=(
            FieldError(QUERY, 'section', _('Không có chuyên mục này.')),))
    return Narrowing(site, type_name or cast('str', asked.get('type', '')),
                     section, since, until)


def check_order(since: datetime.date | None, until: datetime.date | None, name: str) -> None:
    """Raise ``Problem`` for an end, the parameter ``name``, that comes before its beginning."""
    if since and until and until < since:
        raise Problem(BAD_PARAMETER, errors=(
            FieldError(QUERY, name, _('Ngày cuối phải không trước ngày đầu.')),))


def _is_section(view: ApiView, site: str, name: str) -> bool:
    """Return whether a site that is looked through has a place of that name."""
    if view.context is not view.portal:
        return name in view.context
    if site:
        return name in (view.portal if site == CITY else view.portal['sites'][site])
    return name in view.portal or any(name in each for each in view.portal['sites'].values())


def is_known(view: ApiView, site: str) -> bool:
    """Return whether ``view``, at the city's host, can tell of the site of that name."""
    return view.context is view.portal and (
        site == CITY or site in view.portal['sites']
        and not view.portal['sites'][site].is_practice)


def name_of(view: ApiView, site: ISite) -> str:
    """Return what ``site`` is called where ``OF_SITE`` or ``SITE`` asks for it."""
    return CITY if site is view.portal else str(site.__name__)


def items_of(view: ApiView, narrowing: Narrowing, flag: str = '') -> Listing:
    """Return the part of the list that ``view`` is asked for."""
    return cast('Listing', view.request.service(IListings).listing(
        view.context, view.request.language.tag, narrowing, view.after,
        cast('int', view.asked[LIMIT]), flag))


def page_of(view: ApiView, records: list[Json], total: int, start: int, **more: object) -> Json:
    """Return a page of a list of ``total`` that begins with the object number ``start``."""
    following = start + len(records)
    return view.page(records, following if records and following < total else None, total=total,
                     **more)
