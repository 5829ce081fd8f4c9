"""A portal for reading alone: one item of many kinds, made once for all tests of a process.

``stocked`` is a WebTest application on it; its Vietnamese texts hold markup, marks and signs that
XML and JSON must write otherwise.
"""
from io import BytesIO

import pytest
import transaction
from hanoiportal import main
from hanoiportal.base.clock import parse
from hanoiportal.base.i18n import ILanguages
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.content import types_of
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import Environment, close
from hanoiportal.shells.commands.seed import provisioning
from hanoiportal.types.section import ITEM_TYPES
from pyramid.request import Request
from pyramid.threadlocal import RequestContext
from webtest import TestApp

from . import ROOT
from .application import SITES, CarryingIn, settings
from .factories import PDF, example, picture

AUTHOR, APPROVER = 'nguoi-viet', 'nguoi-duyet'
BODY = ('<h2>Mục 1: «thử» &amp; kiểm</h2><p>Nội dung <b>đậm</b>, 1 &lt; 2.</p>'
        '<ul><li>một</li><li>hai</li></ul><table><tr><th>Xã</th><td>12,5 ha</td></tr></table>')
#: A title that wants to leave every element, attribute and block that it is written in.
NASTY = '</script><!-- "Tin" & \'tức\' ]]> <script>alert(1)</script>; hết'
FULL_TEXT = 'QUYẾT ĐỊNH\nĐiều 1. Ban hành Quy chế.\n1. Khoản một.\nĐiều 2. Có hiệu lực từ ngày ký.'


class Stock:
    """Fills a portal.  ``made``: ``{name: item}``."""

    def __init__(self, environment):
        steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
        self._editing, self._publishing = steps._editing, CarryingIn(steps._publishing)
        self._registry = environment.registry
        self.portal, self.made, self._minute = steps.portal(environment.root), {}, 0
        transaction.commit()
        steps.sections(self.portal, 'city')
        for label, values, english in Data(ROOT / 'config/hanoi').sites:
            if label in SITES:
                steps.sections(steps.site(self.portal, label, values, english), values['level'])
        self._fill()
        transaction.commit()

    def _fill(self):
        news, documents = self.portal['tin-tuc-su-kien'], self.portal['van-ban-hanh-chinh']
        news.allowed_types = (*news.allowed_types, 'Image', 'File')
        self.add(news, 'anh', 'Image', title='Ảnh hồ', alt='Hồ Gươm buổi sáng', decorative='no',
                 image=Incoming('ho.png', picture()))
        self.add(news, 'tep', 'File', title='Tệp đính kèm', summary='Bản in',
                 file=Incoming('ban-in.pdf', BytesIO(PDF)))
        tin = self.add(
            news, 'tin', 'NewsItem', title='Tin «mới»', summary='Tóm tắt tin & <sự kiện>',
            body=BODY, author='Nguyễn Văn A', source_agency='Sở Xây dựng',
            keywords='giao thông; quy hoạch', images='/tin-tuc-su-kien/anh')
        english = self._editing.translate(tin, 'en', {
            'title': 'News', 'summary': 'In short', 'body': '<p>English text</p>',
            'keywords': 'traffic'}, 'nguoi-dich')
        self._publishing.publish(english, APPROVER, parse('2026-01-03T08:00:00'))
        nasty = self.add(news, 'kho', 'NewsItem', title='Khó', summary='Khó', body='<p>Khó</p>')
        nasty.title = nasty.summary = NASTY
        self.add(documents, 'qd', 'LegalDocument', title='Quyết định 4263/QĐ-UBND',
                 summary='Ban hành Quy chế', kind='quyet-dinh-ca-biet', number='4263/QĐ-UBND',
                 issued='2025-08-16', issuer='Ủy ban nhân dân thành phố Hà Nội', signer='A',
                 signer_position='B', secrecy='khong', full_text=FULL_TEXT)
        self.add(self.portal['sites']['bavi']['tin-tuc-su-kien'], 'o-xa', 'NewsItem',
                 title='Tin ở xã', body='<p>Xã</p>', keywords='Giao Thông')
        self._examples(self.portal['sites']['soxaydung']['tin-tuc-su-kien'])
        self._editing.add(news, 'kin', 'NewsItem', {
            'title': 'zqkin', 'body': '<p>zqkin</p>', 'keywords': 'giao thông'}, AUTHOR)

    def _examples(self, section):
        """Add an item of every type, as its schema says it may be, older than all others."""
        section.allowed_types = ITEM_TYPES
        types = types_of(self._registry)
        for name in ITEM_TYPES:
            item = self._editing.add(
                section, f'mau-{name.lower()}', name, example(types[name]), AUTHOR)
            self._publishing.publish(item, APPROVER, parse('2025-12-01T08:00:00'))

    def add(self, place, name, type_name, **values):
        """Add a public item, a minute after the one before, and return it."""
        item = self._editing.add(place, name, type_name, values, AUTHOR)
        self._minute += 1
        self._publishing.publish(item, APPROVER, parse(f'2026-01-02T08:{self._minute:02}:00'))
        self.made[name] = item
        return item


@pytest.fixture(scope='session')
def stocked(tmp_path_factory):
    """A visitor of the portal; ``stocked.app.registry`` is that of the application."""
    application = main({}, **settings(tmp_path_factory.mktemp('stocked')))
    request = Request.blank('/')
    request.registry = application.registry
    request.language = application.registry.getUtility(ILanguages).default
    connection = content_database(application.registry).open()
    with RequestContext(request):
        Stock(Environment(application.registry, request, connection.root(), 'test'))
    connection.close()
    yield TestApp(application, extra_environ={'HTTP_HOST': 'localhost'})
    transaction.abort()
    close(application.registry)
