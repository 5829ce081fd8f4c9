"""``IPreviewing``, as a plain object that knows nothing of HTTP."""
import datetime

from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IClock
from ...base.permissions import EDIT, NOT_ALLOWED, REVIEW, TRANSLATE, VIEW, Allowed
from ...kernel.security.authentication.tokens import key_of, new_token
from ...kernel.security.authorization.reasons import Holder
from ...kernel.tree.events import Action, send
from ...kernel.tree.lookup import find_portal, in_work, is_closed
from ...kernel.workflow.interfaces import IN_WORK, REJECTED
from ..versions.interfaces import IVersions
from .interfaces import CLOSED, EXPIRED, LONGEST_DAYS, OPEN, REVOKED, IPreviewing
from .resource import PreviewLink, document_at, drop_key, keep, links_of

#: States in which there is something to show to others.
SHOWN = IN_WORK - {REJECTED}


@implementer(IPreviewing)
class Previewing:
    """``IPreviewing`` for one asker."""

    def __init__(self, clock, allowed: Allowed, notify, versions):
        self._clock = clock
        self._allowed = allowed
        self._notify = notify      # callable(event)
        self._versions = versions  # IVersions

    def reasons_against(self, document):
        working_copy = in_work(document)
        if not self._versions.is_document(document) or not self._may(working_copy):
            return [NOT_ALLOWED]
        if working_copy.state not in SHOWN:
            return [_('Chỉ bản đang sửa, chưa công khai mới cần đường dẫn xem trước.')]
        return []

    def _may(self, working_copy):
        return self._allowed(VIEW, working_copy) and (
            self._allowed(EDIT, working_copy) or self._allowed(REVIEW, working_copy)
            or working_copy.language != DEFAULT and self._allowed(TRANSLATE, working_copy))

    def make(self, document, actor, days, pinned=False):
        reasons = self.reasons_against(document)
        if reasons:
            raise Refused({'': reasons[0]})
        if not 1 <= days <= LONGEST_DAYS:
            raise Refused({'days': _('Phải từ 1 đến ${max} ngày.', mapping={'max': LONGEST_DAYS})})
        now, token = self._clock.now(), new_token()
        digest = self._versions.digest(in_work(document))
        link = PreviewLink(
            len(links_of(document)) + 1, key_of(token), actor, now,
            now + datetime.timedelta(days=days), digest if pinned else '')
        keep(document, link)
        self._notify(Action(document, 'preview_link', actor, after=digest, number=link.number,
                            until=link.until.isoformat(), pinned=pinned))
        return token

    def links(self, document):
        return [(link, self._status(document, link)) for link in reversed(links_of(document))]

    def _status(self, document, link):
        if link.revoked_at is not None:
            return REVOKED
        if link.until <= self._clock.now():
            return EXPIRED
        return OPEN if self._opens(document, link) else CLOSED

    def _opens(self, document, link):
        working_copy = in_work(document)
        if working_copy.state not in SHOWN or is_closed(document):
            return False
        if link.digest and link.digest != self._versions.digest(working_copy):
            return False
        return self._still_sees(link.made_by, working_copy)

    def _still_sees(self, principal, working_copy):
        """Return whether who made a link could see the version that it shows."""
        portal = find_portal(working_copy)
        account = portal['accounts'].by_id.get(principal)
        if account is None or account.suspended:
            return False
        return Holder(portal, account, self._clock.now()).may(VIEW, working_copy) is not None

    def revoke(self, document, number, actor):
        link = next((each for each in links_of(document) if each.number == number), None)
        if link is None or link.revoked_at is not None:
            raise Refused({'': _('Không có đường dẫn nào còn mở với số đó.')})
        if link.made_by != actor and not self._may(in_work(document)):
            raise Refused({'': NOT_ALLOWED})
        link.revoked_at, link.revoked_by = self._clock.now(), actor
        drop_key(document, link)
        self._notify(Action(document, 'revoke_preview_link', actor, number=number))

    def find(self, portal, key):
        found = document_at(portal, key)
        if found is None or self._status(*found) != OPEN:
            return None
        return found[0]


def previewing_service(request):
    registry = request.registry
    return Previewing(registry.getUtility(IClock), request.has_permission, send(registry),
                      request.service(IVersions))
