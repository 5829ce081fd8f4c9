"""Pictures that readers would see broken: they are missing, or not public and not becoming so."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from ...base.i18n import _
from ...base.permissions import VIEW, Allowed
from ...kernel.tree.lookup import at_path, find_portal, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import TITLES
from ..dependencies.interfaces import IDependencies
from .addresses import Addresses, is_readable
from .draft import Draft
from .interfaces import FORBIDDEN, Finding

IMAGES = 'images'
CODE = 'image-broken'


@dataclass(frozen=True)
class Pictures:
    """The rule, for one asker: what they may not see is not named.

    ``end``: callable(document, address) → the resource that the address leads to, or ``None``.
    """

    addresses: Addresses
    dependencies: IDependencies
    allowed: Allowed
    end: Callable[[Described, str], Described | None]

    def __call__(self, draft: Draft) -> Iterator[Finding]:
        """Yield a finding for each picture of ``draft`` that stands against approving it."""
        for name, outline in draft.outlines.items():
            for picture in outline.pictures:
                if not self.addresses.opens(draft.document, picture.source):
                    end = self.end(draft.document, picture.source)
                    yield from self._against(draft, name, picture.source, end, picture.position)
        portal = find_portal(draft.document)
        named = draft.values.get(IMAGES) if IMAGES in draft.fields else ()
        for path in cast('tuple[str, ...]', named or ()):
            end = cast('Described | None', at_path(portal, path))
            if not hasattr(end, 'image') or not is_readable(end):
                yield from self._against(draft, IMAGES, path, end)

    def _against(self, draft: Draft, name: str, address: str, end: Described | None,
                 position: int | None = None) -> Iterator[Finding]:
        if end is None or not hasattr(end, 'image') or not self.allowed(VIEW, in_work(end)):
            yield Finding(CODE, FORBIDDEN, name, _(
                'Ảnh ở địa chỉ “${address}” không có trên Cổng: hãy chọn ảnh khác hoặc bỏ ảnh '
                'này.', mapping={'address': address[:200]}), address[:200], position)
        elif not self.dependencies.goes_with(end, draft.document):
            yield Finding(CODE, FORBIDDEN, name, _(
                'Ảnh “${title}” chưa công khai (${state}) nên người đọc không thấy: hãy xuất bản '
                'ảnh hoặc chọn ảnh khác.', mapping={
                    'title': end.title, 'state': TITLES[end.state]}), '', position, end)
