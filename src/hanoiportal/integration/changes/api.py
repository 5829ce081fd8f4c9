"""``/api/v1/changes``: what changed for the public, for who keeps a copy."""
from __future__ import annotations

from typing import cast

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...kernel.tree.lookup import find_site
from ...shells.api.endpoints import QUERY, Endpoint, Parameter, api_view
from ...shells.api.kinds import BAD_PARAMETER, ProblemKind
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json, address, flag, many, moment, named, text
from ...shells.api.writing import LIMIT, ApiView, limit
from ...shells.public.api.lists import name_of
from ...shells.public.page.dates import machine_moment
from .interfaces import (
    CHANGED,
    ITEM,
    KINDS,
    MOST,
    SECTION,
    SITE,
    Change,
    ChangePage,
    IChanges,
    NotReconciled,
    OtherEpoch,
    Position,
)

SINCE = 'since'
GROUP = _('Dòng thay đổi')
CHANGE = named('Change', _('Một thay đổi.'), {
    'number': {'type': 'integer', 'description': _('Số thứ tự, tăng dần; có thể thiếu số.')},
    'kind': text(_('Loại thay đổi.'), enum=sorted(KINDS)),
    'moment': moment(_('Thời điểm thay đổi.')),
    'scope': text(_('Phạm vi: một mục, hoặc một chuyên mục hay trang với mọi mục ở trong.'),
                  enum=[ITEM, SECTION, SITE]),
    'id': text(_('Mã của mục, chuyên mục hoặc trang; có trong “places” của mỗi mục ở trong.')),
    'is_gone': flag(_('Hiện không công khai: hãy xóa bản sao, cùng mọi mục ở trong.')),
    'languages': many(text(_('Mã ngôn ngữ (BCP 47).')), _('Các ngôn ngữ đang công khai.')),
    'read': address(_('Địa chỉ để đọc lại; không có nếu đã thôi công khai, hoặc không công khai '
                      'bằng ngôn ngữ đang hỏi.'))},
    ('number', 'kind', 'moment', 'scope', 'id', 'is_gone', 'languages'))
CHANGES = named('ChangeList', _('Một trang của dòng thay đổi.'), {
    'changes': many(CHANGE, _('Các thay đổi, cũ nhất ở đầu.')),
    'position': text(_('Vị trí để hỏi tiếp bằng “since”; hãy lưu lại sau khi đã áp dụng.')),
    'is_last': flag(_('Hiện chưa có thay đổi nào sau đó.')),
    'next': address(_('Địa chỉ để hỏi tiếp.')),
    'read_all': address(_('Địa chỉ để đọc toàn bộ khi bắt đầu.'))},
    ('changes', 'position', 'is_last', 'next', 'read_all'))
OTHER_EPOCH = ProblemKind('other-epoch', 410, _('Vị trí này không còn dùng được'), _(
    'Cổng đã được khôi phục từ bản sao lưu. Hãy lấy vị trí mới ở “restart”, đọc lại toàn bộ từ '
    '“read_all”, rồi theo tiếp từ vị trí đó.'))
NOT_YET = ProblemKind('not-reconciled', 503, _('Cổng đang được khôi phục'), _(
    'Xin hỏi lại sau số giây nêu ở tiêu đề Retry-After.'))
READ = Endpoint(
    'GET', '/changes', 'listChanges', _('Các thay đổi từ một vị trí'), GROUP, CHANGES,
    (Parameter(SINCE, {'type': 'string', 'pattern': '^[0-9A-Za-z]{1,16}-[0-9]{1,18}$',
                       'maxLength': 35},
               _('Vị trí đã nhận ở “position”; để trống thì nhận vị trí hiện tại.')),
     limit(100, MOST)),
    _('Bắt đầu: hỏi không có “since”, lưu “position”, đọc toàn bộ từ “read_all”, rồi hỏi tiếp từ '
      'vị trí đó. Mỗi thay đổi cho biết cái gì cần đọc lại hoặc xóa; nội dung luôn đọc ở địa chỉ '
      '“read”.'),
    problems=(OTHER_EPOCH, NOT_YET))
#: Seconds after which one who is told to wait may ask again.
WAIT = 60


class ChangesView(ApiView):
    """The changes of the portal; at the host of a component site those of this one."""

    @api_view(READ)
    def changes(self) -> Json:
        """Return what follows the position that is given; without one the present position."""
        try:
            page = self._page()
        except OtherEpoch:
            raise Problem(OTHER_EPOCH, more={
                'restart': self.address('changes'), 'read_all': self._read_all}) from None
        except NotReconciled:
            raise Problem(NOT_YET, headers={'Retry-After': str(WAIT)}) from None
        following = self.address('changes', **{
            SINCE: page.position, LIMIT: self.asked[LIMIT]})
        if not page.is_last:
            self.link_to(following, 'next')
        return {
            'changes': [self._record(each) for each in page.changes if self._is_here(each)],
            'position': str(page.position), 'is_last': page.is_last, 'next': following,
            'read_all': self._read_all}

    def _page(self) -> ChangePage:
        changes: IChanges = self.request.registry.getAdapter(self.context, IChanges)
        asked = cast('str | None', self.asked.get(SINCE))
        if asked is None:
            return ChangePage((), changes.position(), True)
        try:
            position = Position.parse(asked)
        except ValueError:
            raise Problem(BAD_PARAMETER, errors=(
                FieldError(QUERY, SINCE, _('Không có vị trí này.')),)) from None
        return changes.since(position, cast('int', self.asked[LIMIT]))

    def _is_here(self, change: Change) -> bool:
        """Return whether the host that is asked tells of it: that of a component site of its own.
        """
        return self.context is self.portal or change.site == str(self.context.__oid__)

    @property
    def _read_all(self) -> str:
        return self.address('items')

    def _record(self, change: Change) -> Json:
        found: Json = {
            'number': change.number, 'kind': change.kind,
            'moment': machine_moment(change.moment),
            'scope': change.scope, 'id': change.id, 'is_gone': change.is_gone,
            'languages': list(change.languages)}
        if not change.is_gone and (
                change.scope != ITEM or self.request.language.tag in change.languages):
            found['read'] = self._address_of(change)
        return found

    def _address_of(self, change: Change) -> str:
        """Return where to read again what ``change`` is about: for places a list of items, if
        those have changed with it.
        """
        if change.scope == ITEM:
            return self.address('items', change.id)
        place = self.portal.__objectmap__.object_for(number_in(change.id))
        name = name_of(self, find_site(place))
        if change.kind == CHANGED:
            return self.address('sites', name)
        narrowed = {} if ISite.providedBy(place) else {'section': place.__name__}
        return self.address('items', site=name, **narrowed)
