"""Words planted wherever somebody may write them, to be looked for when they were erased."""
import datetime
import unicodedata
from io import BytesIO

import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.comments.resource import Anchor, Remark, keep
from hanoiportal.content.drafts.interfaces import Work
from hanoiportal.content.drafts.services import DraftsService
from hanoiportal.content.erasure.resource import register_of
from hanoiportal.content.erasure.services import Erasing
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.clarifications.services import Clarifying
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.storage.interfaces import DRAFTS
from hanoiportal.kernel.tree.events import ObjectPublished, send
from hanoiportal.platform.notifications.services import notifying

from .factories import PDF

#: A name that stands nowhere else, as people see it and as it gets into addresses and indexes.
NAME, ASCII = 'Zquỳnhãn', 'zquynhan'
#: The same of what stays.
OTHER = 'Zvượnglữ'
REFERENCE = '15/PYC-VP'
#: Name of the file that stands beside the item that holds ``NAME``.
FILE = 'tep-zqunhn'


class TwoPeople(Erasing):
    """``IErasing``; what somebody demands somebody else confirms at once."""

    def _demand(self, *args, **more):
        number = super()._demand(*args, **more)
        self.confirm(register_of(self._portal).entries[number], 'second')
        return number


class Planted:
    """Plants in the site ``bavi`` of ``portal``; ``account``: who asks and types there."""

    def __init__(self, portal, registry, editing, publishing, account):
        self.portal, self.registry = portal, registry
        self.editing, self.publishing, self.account = editing, publishing, account
        self.section = portal['sites']['bavi']['tin-tuc-su-kien']
        self.section.allowed_types = (*self.section.allowed_types, 'File')

    def item(self, word, title=None):
        """Add an item that holds ``word`` in every way, and return it."""
        item = self.editing.add(self.section, '', 'NewsItem', {
            'title': title or f'Bà {word} nhận quyết định', 'summary': f'Về {word}',
            'body': f'<p>Theo đơn của {word}.</p>', 'keywords': f'nhà ở; {word}'}, 'test')
        transaction.get().note(f'{item.__name__} @@edit')  # as requests say where they wrote
        transaction.commit()
        self.publishing.publish(item, 'test')
        transaction.commit()
        return item

    def enrich(self, item, word):
        """Let ``word`` stand in all that goes with ``item``."""
        self.editing.translate(item, 'en', {'title': f'Mrs {word}', 'body': f'<p>{word}</p>'},
                               'test')
        self.remark(item, word)
        self.editing.edit(item, {'body': f'<p>Đơn thứ hai của {word}.</p>'}, 'test',
                          f'thêm {word}')
        transaction.commit()
        self.ask(item, word)
        self.draft(item, word)
        self.editing.add(self.section, FILE if word == NAME else 'tep-khac', 'File', {
            'title': f'Đơn {word}', 'file': Incoming('don.pdf', BytesIO(PDF + word.encode()))},
                         'test')
        transaction.commit()

    def remark(self, item, word):
        """Let a remark on ``item`` say ``word``."""
        now = self.registry.getUtility(IClock).now()
        keep(item, Remark(1, 'test', now, f'{word} là ai?', Anchor('body', was=word), 'a' * 64))
        transaction.commit()

    @property
    def clarifying(self):
        """``IClarifying`` of somebody who may everything."""
        return Clarifying(
            self.registry, lambda *asked: True, send(self.registry), Versions(self.registry),
            notifying(self.registry))

    def ask(self, item, word):
        """Let a clarification of ``item`` and its answer say ``word``."""
        due = self.registry.getUtility(IClock).now() + datetime.timedelta(days=3)
        found = self.clarifying.ask(item, self.account.id, f'Ông {word}', 'ai@hanoi.gov.vn',
                               f'{word} ở đâu?', due)
        found.answer, found.answered_by, found.position = f'{word} ở đây', word, f'Chồng {word}'
        found.answered_at = due
        transaction.commit()

    def draft(self, item, word):
        """Let what somebody has typed into ``item`` and not saved say ``word``."""
        drafts = DraftsService(
            self.portal[DRAFTS].mounted, self.account.id, lambda *asked: True, self.registry,
            self.registry.getUtility(IClock))
        typed = unicodedata.normalize('NFD', f'<p>{word} gõ dở</p>')
        drafts.keep(Work(item), word.encode().hex()[:20], {'body': typed * 9}, '')
        transaction.commit()

    def correct(self, item):
        """Let ``item`` say ``OTHER`` where it said ``NAME``, in public, at another address."""
        self.editing.edit(item, {
            'title': f'Bà {OTHER} nhận quyết định', 'summary': '', 'keywords': '',
            'body': f'<p>Theo đơn của {OTHER}.</p>'}, 'test', f'bỏ {NAME}')
        transaction.commit()
        Versions(self.registry).put_in_place(
            item, self.registry.getUtility(IClock).now(), 'test')
        send(self.registry)(ObjectPublished(item, 'test'))
        transaction.commit()
        self.editing.rename(item, 'quyet-dinh', 'test')
        transaction.commit()
