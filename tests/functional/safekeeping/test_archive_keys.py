"""The key of an archive: none takes the place of a lost one but in the open."""
import datetime
import logging
import shutil

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.crypto.signing import checking_key, signing_key
from hanoiportal.safekeeping.archive import writer as shelves
from hanoiportal.safekeeping.archive.alarms import check
from hanoiportal.safekeeping.archive.checking import verify_wacz
from hanoiportal.safekeeping.archive.interfaces import ArchiveProblem
from hanoiportal.safekeeping.archive.keys import signing
from hanoiportal.safekeeping.archive.verifying import verify_folder
from hanoiportal.shells.commands import archive as command
from hanoiportal.shells.commands.environment import Failure, Unopened
from support.application import settings
from support.archive_portal import Options, archive_settings, flipped

BASIS = 'Máy chủ hỏng'

own_settings = archive_settings


@pytest.fixture
def unopened(tmp_path, own_settings):
    return Unopened(settings(tmp_path, **own_settings), str(tmp_path))


@pytest.fixture
def kept(archive, story):
    """The archive with one closed file, and one that is open."""
    story.publish()
    archive.capture()
    close(archive)
    story.correct()
    archive.capture()
    return archive


@pytest.fixture
def lost(kept):
    """The same; its key is gone, and lies in ``archive-key.copy``."""
    kept.key.rename(copy_of(kept))
    return kept


def copy_of(archive):
    return archive.key.with_name('archive-key.copy')


def close(archive, days=0):
    """Close the open file, some days later."""
    later = SystemClock().now() + datetime.timedelta(days=days)
    with shelves.opened(archive.folder, lambda: signing(archive.folder, archive.key),
                        later) as shelf:
        shelf.close()


def broken(archive, key=None):
    """Return what ``verify`` says, by the key that is there or the one in the file ``key``."""
    return list(verify_folder(archive.folder, checking_key(key or archive.key)))


def documents(archive):
    return {path.name: path.read_bytes() for path in archive.folder.glob('*.json')}


def health(archive):
    return check(archive.registry, None)


def test_a_lost_key_is_never_replaced_silently_and_all_goes_on_when_it_is_back(
        lost, story, unopened, tmp_path, caplog):
    public = lost.key.with_name('archive-key.pub').read_bytes()
    story.correct('Lần hai')

    with pytest.raises(ArchiveProblem, match=r'missing: bring back .* "archive new-key"'):
        lost.capture()
    lost.follow()
    assert [each.levelno for each in caplog.records if 'archive-key' in each.getMessage()] == [
        logging.ERROR]
    for action in ({'action': 'export', 'file': tmp_path / 'out.wacz'},
                   {'action': 'redact', 'item': story.news.__oid__, 'basis': BASIS}):
        with pytest.raises(Failure, match='is missing'):
            command.run(unopened, Options(**action))
    assert 'the key that signs is missing' in health(lost)
    assert not lost.key.exists()
    assert lost.key.with_name('archive-key.pub').read_bytes() == public

    copy_of(lost).rename(lost.key)
    assert lost.capture() == 1
    assert broken(lost) == [] and 'missing' not in health(lost)


def test_it_is_missed_without_its_public_half_too(lost):
    lost.key.with_name('archive-key.pub').unlink()

    with pytest.raises(ArchiveProblem, match='is missing'):
        lost.capture()

    assert not lost.key.exists() and 'the key that signs is missing' in health(lost)


def test_a_key_that_has_signed_but_an_export_is_not_replaced_either(archive, story):
    story.publish()
    archive.key.unlink()

    with pytest.raises(ArchiveProblem, match='is missing'):
        archive.capture()
    archive.key.with_name('archive-key.pub').unlink()
    archive.capture()
    assert archive.key.exists()


def test_another_key_in_the_place_of_the_one_that_signed_signs_nothing(lost, story):
    before = documents(lost)
    shutil.move(lost.key.with_name('archive-key.pub'), lost.folder.parent / 'elsewhere.pub')
    signing_key(lost.key)
    story.correct('Lần hai')

    lost.capture()
    for action in (lambda: close(lost), lambda: close(lost, days=1)):
        with pytest.raises(ArchiveProblem, match=r'another key .* bring back'):
            action()
    assert documents(lost) == before and list(lost.folder.glob('*.open'))

    copy_of(lost).rename(lost.key)
    close(lost)
    assert broken(lost) == []


def test_nothing_is_taken_out_by_another_key(lost, story, unopened):
    copy_of(lost).rename(lost.key)
    close(lost)
    before = documents(lost)
    for path in (lost.key, lost.key.with_name('archive-key.pub')):
        path.unlink()
    signing_key(lost.key)

    with pytest.raises(Failure, match='another key'):
        command.run(unopened, Options(action='redact', item=story.news.__oid__, basis=BASIS))

    assert documents(lost) == before


@pytest.mark.parametrize('elsewhere', [False, True])
def test_another_key_is_begun_and_the_chain_says_so(
        lost, story, unopened, tmp_path, capsys, elsewhere):
    old = lost.key.with_name('archive-key.pub')
    if elsewhere:
        old = old.rename(tmp_path / 'safe.pub')

    command.run(unopened, Options(action='new-key', basis=BASIS, before=elsewhere and old or None))

    assert 'signs from now on' in capsys.readouterr().out
    [change] = [name for name in documents(lost) if '.key-1.' in name]
    assert 'Máy chủ hỏng' in documents(lost)[change].decode('unicode-escape')
    close(lost)
    story.correct('Lần hai')
    lost.capture()
    close(lost, days=1)
    assert broken(lost) == []
    assert command.run(unopened, Options(action='verify')) == 0
    if not elsewhere:
        [old] = tmp_path.glob('archive-key.pub.*')
    assert checking_key(old) == signing_key(copy_of(lost)).public_key()
    assert len([each for each in broken(lost, old) if 'not signed with this key' in each]) == 3


def test_what_was_signed_before_another_key_was_begun_is_still_proved_byte_by_byte(
        lost, story, unopened):
    command.run(unopened, Options(action='new-key', basis=BASIS))
    close(lost)
    lost.key.unlink()
    command.run(unopened, Options(action='new-key', basis=BASIS))
    lost.key.unlink()
    command.run(unopened, Options(action='new-key', basis=BASIS))
    command.run(unopened, Options(action='redact', item=story.news.__oid__, basis=BASIS))
    assert broken(lost) == []
    assert sum('.key-' in name for name in documents(lost)) == 3

    for path in (*lost.folder.glob('0*.json'), *lost.folder.glob('0*.sig')):
        flipped(path, path.stat().st_size // 2)
        assert broken(lost), path.name
        flipped(path, path.stat().st_size // 2)
    for path in lost.folder.glob('*.key-*'):
        aside = path.rename(lost.folder.parent / path.name)
        assert broken(lost), path.name
        aside.rename(path)
    assert broken(lost) == []


def test_a_change_of_keys_that_does_not_go_on_from_the_last_document_is_found(lost, unopened):
    command.run(unopened, Options(action='new-key', basis=BASIS))
    close(lost)
    lost.key.unlink()
    command.run(unopened, Options(action='new-key', basis=BASIS))
    second = max(lost.folder.glob('000002*.key-1.json'))
    for end in ('.json', '.sig'):
        shutil.copy(second.with_suffix(end), lost.folder / f'{second.stem[:15]}.key-2{end}')

    assert any('does not go on' in each for each in broken(lost))


def test_exports_of_before_are_checked_with_the_key_of_before(kept, unopened, tmp_path):
    kept.export(tmp_path / 'before.wacz')
    kept.key.unlink()
    command.run(unopened, Options(action='new-key', basis=BASIS))
    kept.export(tmp_path / 'after.wacz')
    [old] = tmp_path.glob('archive-key.pub.*')

    for name, key in (('before', old), ('after', kept.key)):
        assert list(verify_wacz(tmp_path / f'{name}.wacz', checking_key(key))) == []


def test_a_new_key_is_begun_only_where_the_one_before_is_lost_and_known(lost, unopened, tmp_path):
    old = lost.key.with_name('archive-key.pub')
    aside = old.rename(tmp_path / 'safe')
    signing_key(tmp_path / 'stranger')
    for before in (None, tmp_path / 'stranger.pub'):
        with pytest.raises(Failure, match='--before FILE'):
            command.run(unopened, Options(action='new-key', basis=BASIS, before=before))
    assert not lost.key.exists() and len(documents(lost)) == 1

    copy_of(lost).rename(lost.key)
    with pytest.raises(Failure, match='nothing to be done'):
        command.run(unopened, Options(action='new-key', basis=BASIS, before=aside))
    lost.key.unlink()
    signing_key(lost.key)  # as a kill may leave it, between the key and the document
    command.run(unopened, Options(action='new-key', basis=BASIS, before=aside))
    close(lost)
    assert broken(lost) == []


def test_where_nothing_is_signed_yet_a_new_key_is_but_made(archive, story, unopened):
    archive.key.unlink()

    command.run(unopened, Options(action='new-key', basis=BASIS))

    story.publish()
    archive.capture()
    close(archive)
    assert broken(archive) == [] and len(documents(archive)) == 1
    archive.folder.rename(archive.folder.with_name('elsewhere'))
    with pytest.raises(Failure, match='nothing to be done'):
        command.run(unopened, Options(action='new-key', basis=BASIS))
