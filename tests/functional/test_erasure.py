"""What was demanded to be erased is in no byte of any file; everything else is as it was."""
import datetime
import gc
import shutil
from contextlib import contextmanager
from io import BytesIO

import pytest
import transaction
from app import settings
from hanoiportal.audit.verifying import heads_of, verify
from hanoiportal.clarifications.services import Clarifying
from hanoiportal.commands import backup, erase, restore
from hanoiportal.commands.environment import Unopened, close, working
from hanoiportal.comments.resource import Anchor, Remark, keep
from hanoiportal.drafts.interfaces import Work
from hanoiportal.drafts.services import DraftsService
from hanoiportal.erasure.resource import erasures_of
from hanoiportal.erasure.services import Erasing
from hanoiportal.interfaces import IClock
from hanoiportal.notifications.interfaces import IPost
from hanoiportal.notifications.services import notifying
from hanoiportal.storage.interfaces import DRAFTS
from hanoiportal.tree.events import ObjectPublished, send
from hanoiportal.tree.upload import Incoming
from hanoiportal.versions.versions import Versions
from making import PDF
from people import PASSWORD
from traces import traces

#: A name that stands nowhere else, as people see it and as it gets into addresses and indexes.
NAME, ASCII = 'Zquỳnhãn', 'zquynhan'
#: The same of what stays.
OTHER, OTHER_ASCII = 'Zvượnglữ', 'zvuonglu'
DATABASES = ('content', 'interactions', 'drafts')
REFERENCE = '15/PYC-VP'
#: Name of the file that stands beside the item that holds ``NAME``.
TEP = 'tep-zqunhn'


def file_settings(folder):
    """Return settings of a portal all of whose data are files in ``folder``."""
    return {
        **{'zodbconn.uri' + ('' if name == 'content' else f'.{name}'):
           f'file://{folder}/{name}.fs?blobstorage_dir='
           f'{folder}/{"blobs" if name == "content" else name + ".blobs"}' for name in DATABASES},
        'portal.backup_key': f'{folder}/key', 'portal.backup_mirror': f'{folder}/mirror',
        'portal.backup_record': f'{folder}/backup.json',
        'portal.erasure_register': f'{folder}/erasures.json',
        'portal.mail_host': '127.0.0.1', 'portal.mail_queue': f'{folder}/mail',
        'portal.twin': f'{folder}/twin'}


@pytest.fixture
def own_settings(tmp_path):
    yield file_settings(tmp_path)
    gc.collect()


class Options:
    def __init__(self, **values):
        self.__dict__.update(values)


@pytest.fixture
def unopened(tmp_path, small_portal):
    """The portal of the test as commands see it that open nothing."""
    (tmp_path / 'target').mkdir()
    return Unopened(settings(tmp_path, **file_settings(tmp_path)), str(tmp_path))


def take(unopened, full=False):
    backup.run(unopened, Options(to=[f'{unopened.var}/target'], full=full, same_device=True,
                                 keep_all=False))


def erased(unopened, **changes):
    erase.run(unopened, Options(**{
        'dry_run': False, 'to': [f'{unopened.var}/target'], 'same_device': True, **changes}))


class Planted:
    """Words planted wherever somebody may write them.  ``item``: what stays; ``gone``: what is to
    be erased; ``account``: whose is its name.
    """

    def __init__(self, portal, registry, editing, publishing, account):
        self.portal, self.registry = portal, registry
        self.editing, self.publishing, self.account = editing, publishing, account
        self.section = portal['sites']['bavi']['tin-tuc-su-kien']
        self.section.allowed_types = (*self.section.allowed_types, 'File')

    def item(self, word, title=None):
        """Add an item that holds ``word`` in every way, and return it."""
        item = self.editing.add(self.section, '', 'NewsItem', {
            'title': title or f'Bà {word} nhận quyết định', 'summary': f'Về {word}',
            'body': f'<p>Theo đơn của {word}.</p>', 'keywords': word}, 'test')
        transaction.commit()
        self.publishing.publish(item, 'test')
        transaction.commit()
        return item

    def enrich(self, item, word):
        """Let ``word`` stand in all that goes with ``item``."""
        self.editing.translate(item, 'en', {'title': f'Mrs {word}', 'body': f'<p>{word}</p>'},
                               'test')
        now = self.registry.getUtility(IClock).now()
        keep(item, Remark(1, 'test', now, f'{word} là ai?', Anchor('body', was=word), 'a' * 64))
        transaction.commit()
        self.editing.edit(item, {'body': f'<p>Đơn thứ hai của {word}.</p>'}, 'test', f'thêm {word}')
        transaction.commit()
        self._ask(item, word)
        self._draft(item, word)
        self.editing.add(self.section, TEP if word == NAME else 'tep-khac', 'File', {
            'title': f'Đơn {word}', 'file': Incoming('don.pdf', BytesIO(PDF + word.encode()))},
                         'test')
        transaction.commit()

    def _ask(self, item, word):
        notes = notifying(self.registry)
        clarifying = Clarifying(
            self.registry, lambda *asked: True, send(self.registry), Versions(self.registry), notes)
        due = self.registry.getUtility(IClock).now() + datetime.timedelta(days=3)
        found = clarifying.ask(item, self.account.id, f'Ông {word}', 'ai@hanoi.gov.vn',
                               f'{word} ở đâu?', due)
        found.answer, found.answered_by, found.position = f'{word} ở đây', word, f'Chồng {word}'
        found.answered_at = due
        transaction.commit()

    def _draft(self, item, word):
        drafts = DraftsService(
            self.portal[DRAFTS].mounted, self.account.id, lambda *asked: True, self.registry,
            self.registry.getUtility(IClock))
        drafts.keep(Work(item), word.encode().hex()[:20], {'body': f'<p>{word} gõ dở</p>' * 9}, '')
        transaction.commit()


@pytest.fixture
def planted(small_portal, registry, editing, publishing):
    assert registry.getUtility(IPost).is_open
    account = small_portal['accounts'].create('bien-tap', 'Biên tập', registry=registry)
    transaction.commit()
    return Planted(small_portal, registry, editing, publishing, account)


@pytest.fixture
def erasing(registry, small_portal, recycling):
    return Erasing(registry, small_portal, lambda *asked: True, recycling())


def shut(registry):
    transaction.abort()
    close(registry)


@contextmanager
def again(registry, folder):
    """Give the portal whose databases lie in ``folder``, opened anew."""
    made = Unopened(settings(folder, **file_settings(folder)), str(folder))
    with working(made.application({}).registry) as environment:
        yield environment.portal


def test_nothing_of_an_item_is_found_and_everything_of_the_others_is(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone, stays = planted.item(NAME), planted.item(OTHER)
    planted.enrich(gone, NAME)
    planted.enrich(stays, OTHER)
    take(unopened)
    planted.editing.edit(stays, {'body': f'<p>Đơn thứ ba của {OTHER}.</p>'}, 'test')
    transaction.commit()
    take(unopened)
    assert traces(tmp_path, [NAME, ASCII, OTHER])
    for each in (gone, planted.section[TEP]):
        entry = recycling().discard(each, 'test')
        transaction.commit()
        erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
        transaction.commit()
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    assert traces(tmp_path, [OTHER])


def corrected(planted, item):
    """Let ``item`` say ``OTHER`` where it said ``NAME``, in public."""
    planted.editing.edit(item, {
        'title': f'Bà {OTHER} nhận quyết định', 'summary': '', 'keywords': '',
        'body': f'<p>Theo đơn của {OTHER}.</p>'}, 'test', f'bỏ {NAME}')
    transaction.commit()
    Versions(planted.registry).put_in_place(
        item, planted.registry.getUtility(IClock).now(), 'test')
    send(planted.registry)(ObjectPublished(item, 'test'))
    transaction.commit()
    planted.editing.rename(item, 'quyet-dinh', 'test')
    transaction.commit()


def test_the_past_of_an_item_goes_and_its_present_stays(
        unopened, planted, erasing, registry, tmp_path, small_portal):
    item, other = planted.item(NAME), planted.item(OTHER)
    planted._ask(item, NAME)
    corrected(planted, item)
    planted.editing.edit(other, {'body': '<p>Bản thứ hai.</p>'}, 'test')
    transaction.commit()
    take(unopened)
    erasing.demand_past(item, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    assert list(item.history) == [] and item.is_public and item.approvals
    kept = [version.values for version in other.working.history]
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(registry, tmp_path) as portal:
        section = portal['sites']['bavi']['tin-tuc-su-kien']
        assert section['quyet-dinh'].title == f'Bà {OTHER} nhận quyết định'
        other = portal.__objectmap__.object_for(other.__oid__)
        assert [version.values for version in other.working.history] == kept and kept


def test_the_person_of_an_account_goes_and_its_deeds_stay(
        unopened, planted, erasing, registry, tmp_path, small_portal):
    account = small_portal['accounts'].create(f'{ASCII}.a', f'Bà {NAME}', registry=registry)
    account.email, account.suspended = f'{ASCII}@hanoi.gov.vn', True
    account.set_password(PASSWORD)
    transaction.commit()
    planted.account = account
    item = planted.item(OTHER)
    planted._draft(item, NAME)
    planted.editing.edit(item, {'body': '<p>Bản hai.</p>'}, account.id)
    transaction.commit()
    take(unopened)
    erasing.demand_account(account, 'test', 'het-muc-dich', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(registry, tmp_path) as portal:
        assert account.id not in portal['accounts'].by_id
        assert portal.__objectmap__.object_for(item.__oid__).working.history[-1].actor == account.id


def test_the_log_is_verified_against_heads_of_before_and_says_who_did_it(
        unopened, planted, erasing, recycling, registry, tmp_path, small_portal):
    gone = planted.item(NAME)
    planted.enrich(gone, NAME)
    heads = heads_of(small_portal)
    entry = recycling().discard(gone, 'u1', f'vì {NAME}')
    transaction.commit()
    erasing.demand_resource(entry, 'u1', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened)

    with again(registry, tmp_path) as portal:
        assert verify(portal, heads).broken == []
        chain = portal.deeds.chains[portal['sites']['bavi'].__oid__]
        log = b'\n'.join(line for _number, _digest, line in chain.lines())
        assert b'"deed":"discard_resource"' in log and b'"who":"u1"' in log
        assert REFERENCE.encode() in log
        [erasure] = erasures_of(portal)
        assert (erasure.state, erasure.copies) == ('done', {})


def test_a_restore_of_older_data_erases_again_before_they_are_there(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone, past = planted.item(NAME), planted.item(NAME, title=f'Ông {NAME} trả lời')
    planted.enrich(gone, NAME)
    take(unopened)
    corrected(planted, past)
    take(unopened)
    older = tmp_path.with_name(f'{tmp_path.name}-older')
    shutil.copytree(tmp_path / 'target', older)
    for each in (gone, planted.section[TEP]):
        entry = recycling().discard(each, 'test')
        transaction.commit()
        erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
        transaction.commit()
    erasing.demand_past(past, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    shut(registry)
    erased(unopened)
    (tmp_path / 'erasures.json').unlink()
    elsewhere = Unopened({**unopened.mapping, 'portal.backup_targets': f'{tmp_path}/target'},
                         unopened.var)

    into = tmp_path.with_name(f'{tmp_path.name}-into')
    restore.run(elsewhere, Options(target=older, into=into, at=None, key=None))

    assert traces(into, [NAME, ASCII]) == {}
    assert traces(into, [OTHER])
