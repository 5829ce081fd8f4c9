"""``/hien-thi``: how pages are to look, kept on the reader's device (clause 6.7; ADR 20).  At the
desk's own host it is there too, for who works there.

A form that is sent by GET: what it does is the sender's own, harms nobody when a stranger's link
does it, and needs no session, so a reader gets no cookie but the one that they chose.
"""
from datetime import timedelta
from urllib.parse import quote, urlsplit

from pyramid.httpexceptions import HTTPSeeOther

from ....base.i18n import _
from ....base.interfaces import ISite
from ....base.settings import ISettings
from ....kernel.security.authentication.sessions import own_name
from ....web import View, public_view
from ....web.display import COOKIE, FULL, PAGE, TEXT, Display, chosen
from ....web.login.comefrom import local_path
from ..search.params import params_of

KEPT = timedelta(days=365)
THEMES = (('auto', _('Theo thiết bị')), ('light', _('Nền sáng')), ('dark', _('Nền tối')),
          ('contrast', _('Tương phản cao')))
SIZES = (('100', _('Bình thường')), ('125', _('Lớn')), ('150', _('Rất lớn')))
MODES = ((FULL, _('Đầy đủ')), (TEXT, _('Chỉ văn bản')))
#: Names of the fields: theme, size, mode, the page to return to; and of the buttons.
THEME, SIZE, MODE, BACK, SAVE, USUAL = 'nen', 'co-chu', 'kieu', 've', 'luu', 'mac-dinh'


class DisplayView(View):
    """The form, and what it does."""

    @public_view(context=ISite, name=PAGE, renderer='templates/display.pt', cacheable=False)
    def form(self):
        """Show the form; or keep what was chosen and lead back to where the reader was."""
        if params_of(self.request, USUAL):
            return self._keep(Display())
        if params_of(self.request, SAVE):
            return self._keep(chosen(*(
                params_of(self.request, name) for name in (THEME, SIZE, MODE))))
        self.request.response.headers['Cache-Control'] = 'private, no-store'
        now, at_desk = self.request.display, self.request.address.desk
        modes = () if at_desk else ((MODE, _('Kiểu trang'), MODES, now.mode),)
        return {
            'title': _('Chế độ hiển thị'), 'noindex': True, 'back': self._before(),
            'action': self.request.link(self.context, PAGE), 'display': now,
            'choices': ((THEME, _('Màu nền và chữ'), THEMES, now.theme),
                        (SIZE, _('Cỡ chữ'), SIZES, now.size), *modes)}

    def _keep(self, display):
        """Lead back, with the cookie of ``display``; without any if it is the usual one."""
        answer = HTTPSeeOther(local_path(params_of(self.request, BACK), self._home))
        answer.headers['Cache-Control'] = 'private, no-store'
        settings = self.request.registry.getUtility(ISettings)
        answer.set_cookie(
            own_name(COOKIE, settings), None if display.is_usual else display.written,
            max_age=KEPT, path='/', httponly=True, samesite='Lax', secure=settings.secure_cookies)
        return answer

    def _before(self):
        """Return the path of the page of this host that the reader came from, else home."""
        before = urlsplit(self.request.referer or '')
        if before.netloc != self.request.host or before.path.endswith('/' + PAGE):
            return self._home
        path = before.path + (f'?{before.query}' if before.query else '')
        return local_path(quote(path, safe='/?&=%+-._~:,;@'), self._home)

    @property
    def _home(self):
        return self.request.link(self.context, *(('desk',) if self.request.address.desk else ()))
