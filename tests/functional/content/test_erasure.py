"""What was demanded to be erased is in no byte of any file; everything else is as it was."""
import errno
import gzip
import shutil
from contextlib import closing

import pytest
import transaction
from BTrees.OOBTree import OOBTree
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure import command as erase
from hanoiportal.content.erasure.keeping import keep_beside
from hanoiportal.content.erasure.resource import erasures_of
from hanoiportal.discovery.search.unanswered import ENOUGH, IUnanswered, save, stripped
from hanoiportal.editorial.boards.resource import RoleRequest
from hanoiportal.kernel.security.authentication.attempts import attempts_in, get_or_create_attempts
from hanoiportal.kernel.security.authorization.grants import Grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.platform.media.diskcache import DiskCache
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.archive.interfaces import IArchiving
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from hanoiportal.safekeeping.backups.digests import walk
from hanoiportal.safekeeping.backups.drilling import sites_of
from hanoiportal.safekeeping.backups.sources import read_only
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from hanoiportal.shells.commands import archive as command
from hanoiportal.shells.commands import drill, restore
from hanoiportal.shells.commands.environment import Failure, Unopened
from hanoiportal.shells.commands.forgetting import drop_caches
from support.application import settings
from support.byte_search import traces
from support.erasure_portal import (
    Options,
    again,
    demand,
    erased,
    erasure_settings,
    shut,
    take,
)
from support.people import PASSWORD
from support.plant_secrets import ASCII, FILE, NAME, OTHER, REFERENCE

own_settings = erasure_settings


def render(planted, folder):
    """Make the twin of the portal, and put a rendition of what is written beside it."""
    with opened(planted.registry, 'test') as environment:
        planted.registry.getUtility(ITwinning).make(environment, folder / 'twin')
    DiskCache(folder / 'media', 1 << 20).put('ab' * 32, NAME.encode())


def digests(folder):
    """Return the digest of each site in ``folder``: every record, reference and blob."""
    with closing(read_only(folder / 'content.fs', folder / 'blobs')) as storage:
        return walk(storage, storage.lastTransaction(), *sites_of(storage)).digests


@pytest.mark.clause('23.1')
@pytest.mark.usefixtures('with_twin')
def test_nothing_of_an_item_is_found_and_everything_of_the_others_is(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone, stays = planted.item(NAME), planted.item(OTHER)
    planted.enrich(gone, NAME)
    planted.enrich(stays, OTHER)
    take(unopened)
    planted.editing.edit(stays, {'body': f'<p>Đơn thứ ba của {OTHER}.</p>'}, 'test')
    transaction.commit()
    take(unopened)
    planted.portal.indexes.fold_in()
    transaction.commit()
    render(planted, tmp_path)
    before = traces(tmp_path, [NAME, ASCII])
    places = {path.split('/')[0] for paths in before.values() for path in paths}
    assert {'content.fs', 'drafts.fs', 'blobs', 'mail', 'media', 'target', 'twin'} <= places
    for each in (gone, planted.section[FILE]):
        demand(recycling(), erasing, each)
    shut(registry)
    digest = digests(tmp_path)['/sites/soxaydung']

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    after = {path.split('/')[0] for path in traces(tmp_path, [OTHER])[OTHER]}
    assert after == {each for each in places - {'media'} if not each.endswith('.tmp')}
    assert digests(tmp_path)['/sites/soxaydung'] == digest


def test_the_past_of_an_item_goes_and_its_present_stays(
        unopened, planted, erasing, registry, tmp_path, small_portal):
    item, other = planted.item(NAME), planted.item(OTHER)
    planted.ask(item, NAME)
    planted.remark(item, NAME)
    notifying(registry).notify({planted.account.id}, item, 'remark', number=1)
    transaction.commit()
    planted.correct(item)
    planted.ask(item, NAME)
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
    with again(unopened) as portal:
        section = portal['sites']['bavi']['tin-tuc-su-kien']
        assert section['quyet-dinh'].title == f'Bà {OTHER} nhận quyết định'
        other = portal.__objectmap__.object_for(other.__oid__)
        assert [version.values for version in other.working.history] == kept and kept
        assert not portal['accounts'].by_id[planted.account.id].notices.entries


@pytest.mark.clause('23.1')
def test_the_person_of_an_account_goes_and_its_actions_stay(
        unopened, planted, erasing, registry, tmp_path, small_portal):
    account = small_portal['accounts'].create(f'{ASCII}.a', f'Bà {NAME}', registry=registry)
    account.email, account.suspended = f'{ASCII}@hanoi.gov.vn', True
    account.set_password(PASSWORD)
    transaction.commit()
    small_portal.role_requests = OOBTree()
    for login in (account.email.upper(), account.__name__, f'{OTHER}@hanoi.gov.vn'):
        asked = RoleRequest(login, small_portal.__oid__, EDITOR, Grant(basis='QĐ 1'), False,
                            'u1', planted.registry.getUtility(IClock).now())
        small_portal.role_requests[asked.id] = asked
    transaction.commit()
    planted.account = account
    item = planted.item(OTHER)
    planted.draft(item, NAME)
    attempts = get_or_create_attempts(planted.portal['interactions'].mounted())
    attempts.failed(account.id, planted.registry.getUtility(IClock).now(), 5, 12)
    transaction.commit()
    planted.editing.edit(item, {'body': '<p>Bản hai.</p>'}, account.id)
    transaction.commit()
    take(unopened)
    erasing.demand_account(account, 'test', 'het-muc-dich', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert account.id not in portal['accounts'].by_id
        assert [asked.login for asked in portal.role_requests.values()] == [
            f'{OTHER}@hanoi.gov.vn']
        assert attempts_in(portal['interactions'].mounted()).wrong(account.id) == 0
        item = portal.__objectmap__.object_for(item.__oid__)
        assert item.working.history[-1].actor == account.id


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

    with again(unopened) as portal:
        assert verify(portal, heads).broken == []
        chain = portal.deeds.chains[portal['sites']['bavi'].__oid__]
        log = b'\n'.join(line for _number, _digest, line in chain.lines())
        assert b'"deed":"discard_resource"' in log and b'"who":"u1"' in log
        assert REFERENCE.encode() in log
        [erasure] = erasures_of(portal)
        assert (erasure.state, erasure.copies) == ('done', {})


def test_a_restore_of_older_data_erases_again_before_they_are_there(
        unopened, planted, erasing, recycling, registry, tmp_path, capsys):
    gone, past = planted.item(NAME), planted.item(NAME, title=f'Ông {NAME} trả lời')
    planted.enrich(gone, NAME)
    take(unopened)
    first = tmp_path.with_name(f'{tmp_path.name}-first')
    shutil.copytree(tmp_path / 'target', first)
    planted.correct(past)
    take(unopened)
    older = tmp_path.with_name(f'{tmp_path.name}-older')
    shutil.copytree(tmp_path / 'target', older)
    for each in (gone, planted.section[FILE]):
        demand(recycling(), erasing, each)
    erasing.demand_past(past, 'test', 'dang-sai', REFERENCE)
    transaction.commit()
    oid = past.__oid__
    shut(registry)
    erased(unopened)
    (tmp_path / 'erasures.json').unlink()
    elsewhere = unopened.but(**{'portal.backup_targets': f'{tmp_path}/target'})

    into = tmp_path.with_name(f'{tmp_path.name}-into')
    restore.run(elsewhere, Options(target=older, into=into, at=None, key=None))
    assert traces(into, [NAME, ASCII]) == {}
    assert traces(into, [OTHER])
    capsys.readouterr()

    # What was corrected since: the text of then is the one that was to go.
    into = tmp_path.with_name(f'{tmp_path.name}-into-first')
    restore.run(elsewhere, Options(target=first, into=into, at=None, key=None))
    assert traces(into, [NAME, ASCII]) == {}
    assert f'object {oid} is gone' in capsys.readouterr().out


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.usefixtures('with_twin')
def test_killed_at_any_step_it_loses_nothing_and_goes_on_when_it_is_run_again(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone, stays = planted.item(NAME), planted.item(OTHER)
    planted.enrich(stays, OTHER)
    planted.editing.edit(stays, {'body': '<p>Lần ba.</p>'}, 'test')
    transaction.commit()
    take(unopened)
    demand(recycling(), erasing, gone)
    oid, number = stays.__oid__, len(stays.working.history)
    shut(registry)
    options = Options(dry_run=False, to=[f'{tmp_path}/target'], same_device=True, confirm=[])
    died = set()

    def dying(what='', count=1):
        if what not in died:
            died.add(what)
            raise Killed(what)

    for _run in range(40):
        try:
            erase._erase(unopened, options, dying)
            break
        except Killed:
            with again(unopened) as portal:
                assert len(portal.__objectmap__.object_for(oid).working.history) == number
                [erasure] = erasures_of(portal)
                state = erasure.state
            if state not in ('confirmed', 'begun'):
                assert not [path for paths in traces(tmp_path, [NAME, ASCII]).values()
                            for path in paths if not path.startswith('target')]

    assert {'databases', 'mails', 'twin', 'copy', 'pack', 'verify', 'swap', 'caches', 'content',
            f'{tmp_path}/target'} <= died
    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done']


def test_a_device_that_is_not_there_keeps_its_erasure_open_until_it_is_back(
        unopened, planted, erasing, recycling, registry, tmp_path, capsys):
    gone = planted.item(NAME)
    take(unopened)
    demand(recycling(), erasing, gone)
    shut(registry)
    (tmp_path / 'target').rename(tmp_path.with_name(f'{tmp_path.name}-away'))

    with pytest.raises(Failure, match='mounted'):
        erased(unopened)
    with again(unopened) as portal:
        [erasure] = erasures_of(portal)
        assert erasure.state == 'in database'
        assert list(erasure.copies) == [f'{tmp_path}/target']

    tmp_path.with_name(f'{tmp_path.name}-away').rename(tmp_path / 'target')
    erased(unopened)

    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done']
    assert traces(tmp_path, [NAME, ASCII]) == {}
    erased(unopened)
    assert 'nothing is to be erased' in capsys.readouterr().out


def test_a_folder_without_the_backups_made_there_is_not_the_device(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone = planted.item(NAME)
    take(unopened)
    entry = recycling().discard(gone, 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)
    away = (tmp_path / 'target').rename(tmp_path.with_name(f'{tmp_path.name}-away'))
    (tmp_path / 'target').mkdir()

    with pytest.raises(Failure, match='is the device mounted'):
        erased(unopened)

    assert not list((tmp_path / 'target').iterdir())
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['in database']
    (tmp_path / 'target').rmdir()
    away.rename(tmp_path / 'target')
    erased(unopened)
    assert traces(tmp_path, [NAME, ASCII]) == {}


def test_data_of_an_earlier_day_put_in_place_by_hand_are_erased_again(
        unopened, planted, erasing, recycling, registry, tmp_path, small_portal):
    gone = planted.item(NAME)
    earlier = {path: path.read_bytes() for path in tmp_path.glob('*.fs')}
    entry = recycling().discard(gone, 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)
    erased(unopened)
    for path, content in earlier.items():
        path.write_bytes(content)
        path.with_name(f'{path.name}.index').unlink(missing_ok=True)

    with again(unopened) as portal:
        assert portal.__objectmap__.object_for(gone.__oid__) is not None
    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
    with again(unopened) as portal:
        assert [each.state for each in erasures_of(portal)] == ['done']


def test_caches_go_and_nothing_else_whatever_folder_the_settings_name(tmp_path, monkeypatch):
    ours = ('ab/abcdef0123', 'ab/tmpq1w2e3', 'ab/.abcdef0123.part', 'content.fs',
            'content.fs.index', 'content.blobs/x')
    others = ('bin/portal', 'src/a/b.py', 'readme.txt', 'en/index.html', 'contents', 'ab/x/y',
              'ab/.part', 'en/.index.part')
    for name in (*ours, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.chdir(tmp_path)

    given = {'portal.media_cache': '', 'portal.backup_mirror': ''}
    drop_caches(Unopened(settings(tmp_path, **given), str(tmp_path)).settings, tmp_path)

    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob('*')
                  if path.is_file()) == sorted(others)


def test_that_no_backups_are_known_is_said(
        unopened, planted, erasing, recycling, registry, tmp_path, capsys):
    entry = recycling().discard(planted.item(NAME), 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)

    erased(unopened, to=[])

    assert 'no folder with backups is known' in capsys.readouterr().out


def test_a_drill_after_an_erasure_finds_nothing_that_differs(
        unopened, planted, erasing, recycling, registry, tmp_path, capsys):
    gone = planted.item(NAME)
    planted.item(OTHER)
    take(unopened)
    entry = recycling().discard(gone, 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)
    erased(unopened)

    drill.run(unopened, Options(target=tmp_path / 'target', scratch=tmp_path))

    assert '0 parts differ' in capsys.readouterr().out
    assert traces(tmp_path, [NAME, ASCII]) == {}


def test_a_dry_run_says_what_would_be_done_beside_the_portal_and_does_nothing(
        unopened, planted, erasing, recycling, registry, tmp_path, capsys):
    entry = recycling().discard(planted.item(NAME), 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()

    erased(unopened, dry_run=True)

    said = capsys.readouterr().out
    assert '1: resource, 1 objects' in said and 'target: older backups would go' in said
    assert traces(tmp_path, [NAME])
    with pytest.raises(Failure, match='in use: stop the portal'):
        erased(unopened)


def test_what_was_demanded_and_not_carried_out_is_known_beside_the_backups(
        unopened, planted, erasing, recycling, registry, tmp_path):
    gone = planted.item(NAME)
    take(unopened)
    older = tmp_path.with_name(f'{tmp_path.name}-older')
    shutil.copytree(tmp_path / 'target', older)
    demand(recycling(), erasing, gone)
    with opened(registry, 'test') as environment:
        keep_beside(environment)
    take(unopened)
    (tmp_path / 'erasures.json').unlink()
    for name in ('erasures.json', 'erasures.sig'):
        shutil.copy(tmp_path / 'target' / name, older)

    into = tmp_path.with_name(f'{tmp_path.name}-into')
    restore.run(unopened, Options(target=older, into=into, at=None, key=None))

    assert traces(into, [NAME, ASCII]) == {}


def test_a_register_that_was_changed_stops_the_restore(
        unopened, planted, erasing, recycling, registry, tmp_path):
    entry = recycling().discard(planted.item(NAME), 'test')
    erasing.demand_resource(entry, 'test', 'yeu-cau', REFERENCE)
    transaction.commit()
    shut(registry)
    erased(unopened)
    path = tmp_path / 'target/erasures.json'
    path.write_bytes(path.read_bytes().replace(b'yeu-cau', b'yeu-cao'))

    into = tmp_path.with_name(f'{tmp_path.name}-into')
    with pytest.raises(Failure, match='was changed'):
        restore.run(unopened, Options(target=tmp_path / 'target', into=into, at=None, key=None))
    assert not into.exists()


def test_a_correction_that_was_undone_is_told_and_nothing_is_lost(
        unopened, planted, erasing, registry, tmp_path):
    item = planted.item(NAME)
    planted.correct(item)
    erasing.demand_past(item, 'test', 'dang-sai', REFERENCE)
    item.modified_at = item.created_at
    transaction.commit()
    shut(registry)

    with pytest.raises(Failure, match=f'object {item.__oid__} is older'):
        erased(unopened)


def test_a_copy_that_cannot_be_changed_is_told_with_the_day_until_which_it_stays(
        unopened, planted, erasing, recycling, registry, tmp_path, monkeypatch):
    gone = planted.item(NAME)
    take(unopened)
    demand(recycling(), erasing, gone)
    shut(registry)

    def refuse(*_asked):
        raise OSError(errno.EROFS, 'Read-only file system')

    with monkeypatch.context() as patch:
        patch.setattr('hanoiportal.safekeeping.backups.erasing.remove', refuse)
        with pytest.raises(Failure, match='Read-only'):
            erased(unopened)
    with again(unopened) as portal:
        [erasure] = erasures_of(portal)
        [until] = erasure.copies.values()
        days = (until - erasure.demanded.at).days
        assert (erasure.state, 360 < days < 370) == ('in database', True)
    assert {path.split('/')[0] for paths in traces(tmp_path, [NAME, ASCII]).values()
            for path in paths} == {'target'}

    erased(unopened)
    assert traces(tmp_path, [NAME, ASCII]) == {}


def test_the_archive_of_records_gets_what_it_has_not_seen_and_says_what_it_holds(
        unopened, planted, erasing, recycling, registry, tmp_path, monkeypatch, capsys):
    kept = unopened.but(**{
        'portal.archive': f'{tmp_path}/archive', 'portal.archive_key': f'{tmp_path}/archive-key'})
    archiving = registry.getUtility(IArchiving)
    monkeypatch.setattr(archiving, '_settings', kept.settings)
    with opened(registry, 'test') as environment:
        archiving.fill(environment, lambda *_done: None)
    item = planted.item(NAME)
    transaction.commit()
    demand(recycling(), erasing, item)
    shut(registry)

    erased(kept)

    assert 'pages of erasure 1; if they are to go too: archive redact --erasure 1' in (
        capsys.readouterr().out)
    command.run(kept, Options(action='verify', place=None, key=None))
    held = tmp_path / 'archive'
    assert NAME.encode() in b''.join(gzip.decompress(each.read_bytes())
                                     for each in held.glob('*.warc.gz*'))

    command.run(kept, Options(action='redact', erasure=1, basis=REFERENCE))

    assert command.run(kept, Options(action='verify', place=None, key=None)) == 0
    assert traces(tmp_path, [NAME, ASCII]) == {}


def test_words_that_visitors_searched_for_in_vain_go(
        unopened, planted, erasing, recycling, registry, tmp_path):
    tally, words = registry.getUtility(IUnanswered), stripped(NAME)
    for _visitor in range(ENOUGH):
        tally.count(NAME)
    with opened(registry, 'test') as environment:
        save(environment)
    demand(recycling(), erasing, planted.item(OTHER))
    shut(registry)
    assert 'interactions.fs' in traces(tmp_path, [words])[words]

    erased(unopened)

    assert traces(tmp_path, [words]) == {}


def test_an_archive_that_was_just_begun_stops_it(
        unopened, planted, erasing, recycling, registry, tmp_path):
    kept = unopened.but(**{
        'portal.archive': f'{tmp_path}/archive', 'portal.archive_key': f'{tmp_path}/archive-key'})
    demand(recycling(), erasing, planted.item(NAME))
    shut(registry)

    with pytest.raises(Failure, match='is new: another one may have been there'):
        erased(kept)
    assert NAME.encode() in (tmp_path / 'content.fs').read_bytes()


def test_an_archive_that_cannot_be_reached_stops_it_and_it_says_what_to_do(
        unopened, planted, erasing, recycling, registry, tmp_path):
    (tmp_path / 'device').write_text('not mounted')
    kept = unopened.but(**{
        'portal.archive': f'{tmp_path}/device/archive',
        'portal.archive_key': f'{tmp_path}/archive-key'})
    demand(recycling(), erasing, planted.item(NAME))
    shut(registry)

    with pytest.raises(Failure, match=r'mount it and run this again, or empty portal\.archive'):
        erased(kept)
    assert NAME.encode() in (tmp_path / 'content.fs').read_bytes()
    erased(unopened)

    assert traces(tmp_path, [NAME, ASCII]) == {}
