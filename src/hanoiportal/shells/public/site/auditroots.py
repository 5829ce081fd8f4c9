"""Mã niêm phong nhật ký: the roots of the log of actions, a line a day, for whoever keeps copies.
"""
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IPortal
from ....safekeeping.audit.interfaces import ROOTS
from ....safekeeping.audit.roots import roots
from ....web import View, public_view

#: Days that are shown: whoever asks once a year misses none.
SHOWN = 400


class AuditRootsView(View):
    """The list of roots."""

    @public_view(context=IPortal, name=ROOTS)
    def roots(self):
        """Return it as text; nothing in it tells of an action, a person or how many there are."""
        said = self.request.localizer.translate(_(
            'Mỗi dòng: ngày và mã SHA-256 niêm phong toàn bộ nhật ký của Cổng đến lúc bắt đầu '
            'ngày đó. Ai giữ bản sao của trang này đều có thể yêu cầu đối chiếu: nhật ký bị sửa, '
            'xóa hay viết lại sẽ cho mã khác.'))
        lines = [f'{day} {root}\n' for _number, (day, root)
                 in zip(range(SHOWN), roots(self.request.root), strict=False)]
        return Response(f'# {said}\n{"".join(lines)}', content_type='text/plain', charset='utf-8')
