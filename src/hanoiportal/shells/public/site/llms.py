"""``llms.txt`` of every site: where programs that read for people find its texts, as Markdown
(llmstxt.org).
"""
from __future__ import annotations

import re

from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IResource, ISite
from ....web import View, public_view
from ....web.routing.links import canonical
from ...api.endpoints import NAME as API
from ...api.endpoints import VERSION
from ...api.openapi import DESCRIBING
from ...api.page import CATALOGUE
from ..page.layout import Layout
from ..page.menu import filled_sections

NAME, MIMETYPE = 'llms.txt', 'text/markdown'
#: What has a meaning in a line of Markdown.
_SIGNS = re.compile(r'([\\`*_\[\]<>#&!|])')


class LanguageModelsView(View):
    """What a site has, for those who read it by machine; the public pages alone."""

    @public_view(context=ISite, name=NAME, counted=False)
    def text(self) -> Response:
        """Return it in the language asked for."""
        page = Layout(self.context, self.request, {})
        say = page.say
        parts = [
            f'# {_plain(say(self.context, "title").text)}',
            f'> {_plain(say(self.context, "description", "title").text)}',
            self._told(_(
                'Mỗi tin, bài, văn bản có bản Markdown: thêm “.md” vào cuối địa chỉ; “.json” là '
                'bản dữ liệu, kèm câu trích dẫn. Khi sử dụng lại phải ghi rõ tác giả, cơ quan của '
                'nguồn tin và thời gian đăng.')),
            f'## {self._told(_("Chuyên mục"))}',
            '\n'.join(_line(say(each, 'title').text, self._address(each),
                            say(each, 'summary').text) for each in filled_sections(page)),
            f'## {self._told(_("Dữ liệu cho chương trình"))}',
            '\n'.join(_line(self._told(title), self._address(self.context, *steps))
                      for title, steps in _FOR_PROGRAMS)]
        response = Response('\n\n'.join(filter(None, parts)) + '\n', content_type=MIMETYPE,
                            charset='utf-8')
        response.content_language = page.language.tag
        return response

    def _told(self, text: str) -> str:
        return str(self.request.localizer.translate(text))

    def _address(self, resource: IResource, *steps: str) -> str:
        return canonical(self.request, resource, self.request.language, *steps)


_FOR_PROGRAMS = (
    (_('Giao diện lập trình (API)'), (API, VERSION)),
    (_('Mô tả API theo OpenAPI 3.1'), (API, VERSION, *DESCRIBING.steps)),
    (_('Danh mục dữ liệu mở của trang (DCAT-AP)'), (CATALOGUE,)),
    (_('Tin mới, dạng Atom'), ('atom.xml',)),
    (_('Mọi địa chỉ của trang (sitemap)'), ('sitemap.xml',)))


def _plain(text: str) -> str:
    """Return ``text`` as one line in which nothing is markup.

    >>> _plain('a [b]\\nc')
    'a \\\\[b\\\\] c'
    """
    return _SIGNS.sub(r'\\\1', ' '.join(text.split()))


def _line(title: str, address: str, note: str = '') -> str:
    return f'- [{_plain(title)}]({address})' + (f': {_plain(note)}' if note else '')
