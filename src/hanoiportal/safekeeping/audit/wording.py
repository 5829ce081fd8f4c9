"""What an entry of the log says, in the words of people: titles, names, roles, times of Hanoi.

The entry itself and the file that is taken away keep ids, paths and digests: they are the proof.
"""
import datetime
import re
from collections.abc import Callable, Mapping

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...editorial.publishing.interfaces import CONSOLIDATED, ERROR, OUTDATED
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.roles import TITLES as ROLES
from ...kernel.tree.lookup import at_path
from ...kernel.tree.sharing import is_shared
from ...kernel.workflow.interfaces import TITLES as STATES
from .interfaces import Told, Words

#: What people call the details of actions, by their names.
NAMES = {
    'principal': _('Người giữ vai trò'), 'account': _('Tài khoản'),
    'asked_by': _('Người đề nghị'), 'substitute': _('Người làm thay'), 'to': _('Giao cho'),
    'group': _('Nhóm'), 'basis': _('Căn cứ'), 'reference': _('Số hiệu'), 'note': _('Ghi chú'),
    'sites': _('Các trang'),
    'number': _('Số'), 'count': _('Số mục'), 'members': _('Số thành viên'), 'day': _('Ngày'),
    'days': _('Số ngày'), 'since': _('Từ'), 'until': _('Đến'), 'starts': _('Từ'),
    'ends': _('Đến'), 'window': _('Khung giờ xuất bản'), 'feature': _('Tính năng'),
    'language': _('Ngôn ngữ'), 'field': _('Trường'), 'format': _('Dạng tệp'),
    'then': _('Trạng thái sau đó'), 'transaction': _('Thời điểm của việc bị hoàn tác'),
    'objectid': _('Mục'), 'ground': _('Căn cứ từ chối'), 'kind': _('Loại'), 'step': _('Bước'),
    'meaning': _('Lý do gỡ'),
    'asked_who': _('Lọc theo người'), 'asked_act': _('Lọc theo việc'),
    'asked_since': _('Lọc từ ngày'), 'asked_until': _('Lọc đến ngày'),
    'asked_deed': _('Lọc theo việc')}  # entries of before November 2026
#: Values that are codes, by the name of the detail.
VALUES = {'meaning': {ERROR: _('Đăng nhầm, sai'), OUTDATED: _('Đã cũ'),
                      CONSOLIDATED: _('Đã gộp vào mục khác')}}
_DIGEST = re.compile(r'[0-9a-f]{64}')
_PRINCIPAL = re.compile(r'[ug][0-9a-f]{16}')
_MOMENT = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d\S*')
#: Signs of a digest that are shown.
SHORT = 12


class Wording:
    """Puts entries in words for one asker.

    ``person``: callable(principal id) → name.  ``is_seen``: callable(resource) → whether the
    asker may read its title.  ``titles``: ``{name of a detail: {code: words}}`` of what rules say.
    """

    def __init__(self, portal: IPortal, person: Callable[[str], str],
                 is_seen: Callable[[IResource], bool],
                 titles: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._portal = portal
        self._person = person
        self._is_seen = is_seen
        self._titles = {**VALUES, **(titles or {})}

    def words(self, entry: Told) -> Words:
        """Return the ``Words`` of ``entry``."""
        found = self._portal.__objectmap__.object_for(entry.oid)
        seen = found if found is not None and self._is_seen(found) else None
        return Words(
            entry.path if seen is None else self.title(seen),
            None if seen is None or is_shared(seen) else seen, self.value(entry.before),
            self.value(entry.after), [
                (NAMES.get(name, name), self._detail(name, value))
                for name, value in sorted(entry.details.items()) if _is_said(value)])

    def title(self, resource: IResource) -> str:
        """Return the title of ``resource``; of an account the name of its owner."""
        if isinstance(resource, Account):
            return self._person(resource.id)
        return str(getattr(resource, 'title', '') or resource.__name__ or '/')

    def value(self, value: str) -> str:
        """Return what ``value`` means: a role, a state, a person, a group, a place, a moment."""
        if _DIGEST.fullmatch(value):
            return _('phiên bản ${code}…', mapping={'code': value[:SHORT]})
        if _PRINCIPAL.fullmatch(value):
            return self._principal(value)
        if _MOMENT.fullmatch(value):
            return _moment(value)
        if value.startswith('/'):
            return self._place(value)
        return ROLES.get(value) or STATES.get(value) or value

    def _detail(self, name: str, value: str | int | bool | None) -> str:
        if name == 'objectid' and isinstance(value, int):
            found = self._portal.__objectmap__.object_for(value)
            return self.title(found) if found is not None and self._is_seen(found) else str(value)
        return self._titles.get(name, {}).get(str(value)) or self.value(str(value))

    def _principal(self, value: str) -> str:
        group = self._portal['accounts'].groups.get(value)
        return self._person(value) if group is None else str(group.title)

    def _place(self, path: str) -> str:
        found = at_path(self._portal, path)
        return path if found is None or not self._is_seen(found) else self.title(found)


def _is_said(value: str | int | bool | None) -> bool:
    """Return whether ``value`` says anything to people: it is not empty, and no digest."""
    return value not in ('', None) and not (isinstance(value, str) and _DIGEST.fullmatch(value))


def _moment(text: str) -> str:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment(found) if found.tzinfo else text
