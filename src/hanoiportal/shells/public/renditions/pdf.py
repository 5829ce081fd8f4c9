"""An item as tagged PDF: the same text as on its page, made of it (clause 11)."""
from base64 import b64encode
from html import escape
from pathlib import Path

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IItem
from ....content.previews.views import public_page
from ....platform.media.interfaces import ITypesetter
from ....web import View, public_view
from ....web.files import named
from ....web.routing.links import canonical, say_canonical
from ..errors.busy import busy
from ..page.inlining import inlined
from ..page.itemactions import PDF
from ..page.layout import Layout

_STATIC = Path(__file__).parents[1] / 'static'
_FACE = ('@font-face {{ font-family: "Be Vietnam Pro"; font-weight: {weight}; '
         'src: url(data:font/woff2;base64,{font}) }}\n')
DEMO = _('Cổng trình diễn: nội dung minh họa')
BUSY = _('Cổng đang tạo các tệp PDF khác. Xin thử lại sau ít phút.')
_PAGE = ('<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
         '<meta name="author" content="{owner}"><style>{style}</style></head>'
         '<body><p class="letterhead">{head}</p>{body}</body></html>')


class PdfView(View):
    """What a reader keeps or prints."""

    @public_view(context=IItem, name=PDF, throttled='pdf')
    def pdf(self):
        """Return the PDF, or 503 while others are being made."""
        typesetter = self.request.registry.getUtility(ITypesetter)
        if not typesetter.available:
            raise HTTPNotFound
        address = canonical(self.request, self.context, self.request.language)
        made = typesetter.pdf(self._html(), address, self.context.is_public)
        if made is None:
            return busy(self.request, BUSY)
        response = Response(made, content_type='application/pdf')
        response.headers.update({
            'Content-Disposition': named('inline', f'{self.context.__name__}.pdf')})
        say_canonical(response, address)
        return response

    def _html(self):
        """Return the page's article as a page of its own."""
        whole = public_page(
            self.request, self.context, self.request.language, None, lambda *_where: None)
        start, end = whole.find('<article'), whole.rfind('</article>')
        if start < 0:
            raise HTTPNotFound
        page = Layout(self.context, self.request, {})
        head = page.say(page.site, 'title').text
        if self.request.is_demo:
            head = f'{self.request.localizer.translate(DEMO)} – {head}'
        return page_of(
            self.text.language, self.text.title, page.say(page.site, 'owner', 'title').text,
            escape(head), inlined(self.request, whole[start:end + len('</article>')]))


def _style():
    faces = [_FACE.format(weight=weight, font=b64encode(
        (_STATIC / f'fonts/be-vietnam-pro-{weight}.woff2').read_bytes()).decode())
        for weight in (400, 700)]
    return ''.join(faces) + (_STATIC / 'pdf.css').read_text(encoding='utf-8')


#: Whole in the HTML, since nothing is loaded while it is set.
_STYLE = _style()


def page_of(lang, title, owner, head, body):
    """Return a page of its own for ``ITypesetter``.

    ``lang``: BCP 47 tag.  ``title``, ``owner``: plain text.  ``head``, ``body``: HTML.
    """
    return _PAGE.format(lang=lang, title=escape(title), owner=escape(owner), head=head,
                        body=body, style=_STYLE)
