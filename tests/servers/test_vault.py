"""The vault of the secrets: what was sealed comes out whole, for one account, or nothing does."""
import os
import pwd
import re
import secrets
import shlex
import stat
import subprocess

import pytest
from hanoiportal.kernel.security.authentication.sessions import read_secret
from hanoiportal.kernel.storage.databases import opened as database
from psycopg2 import OperationalError

from . import CONFIG, ROOT
from .postgres import ProtectedPostgres, cluster
from .sealing import put, seal

UNIT = (CONFIG / 'deploy/systemd/hanoiportal-secrets.service').read_text()
#: The only capability that the unit leaves to root.
LITTLE = ('setpriv', '--bounding-set=-all,+chown', '--inh-caps=-all,+chown', '--no-new-privs')
OLD = 10 ** 9
CONTENT = f'zconfig://{CONFIG}/zodb/relstorage.conf#content'


@pytest.fixture
def vault(tmp_path):
    """A folder with ``sealed``, in which a key of sessions lies, and ``bin``."""
    for name in ('sealed', 'bin'):
        (tmp_path / name).mkdir(mode=0o700)
    put(tmp_path / 'bin')
    seal(tmp_path / 'bin', KEY, tmp_path / 'sealed/secret')
    os.utime(tmp_path / 'sealed/secret', (0, OLD))
    return tmp_path


KEY = secrets.token_hex(64)
OWNER = pwd.getpwnam('nobody' if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)


def opened(vault):
    """Do what the unit does; return the exit status and the folder with what is open."""
    [command] = re.findall('^ExecStart=(.*)$', UNIT, re.MULTILINE)
    words = shlex.split(command.replace('/opt/hanoiportal/', f'{ROOT}/').replace(
        '/etc/hanoiportal', str(vault)).replace('%t', str(vault)))
    assert words[-1] == 'hanoiportal'
    little = LITTLE if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*little, *words[:-1], OWNER.pw_name], check=False, capture_output=True,
        env={'PATH': f'{vault}/bin:{os.environ["PATH"]}'})
    return done.returncode, vault / 'hanoiportal-secrets'


@pytest.mark.clause('8.1')
def test_what_was_sealed_comes_out_with_its_date_for_the_account_alone(vault):
    for _start in range(2):
        status, place = opened(vault)

        assert status == 0
        assert read_secret(place / 'secret') == KEY
        found, folder = (place / 'secret').stat(), place.stat()
        assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_mtime) == (
            0o400, OWNER.pw_uid, OLD)
        # The account changes nothing, nor can it make there what is missing.
        assert (stat.S_IMODE(folder.st_mode), folder.st_uid) == (0o750, os.geteuid())
        assert folder.st_gid == found.st_gid
    assert sorted(each.name for each in vault.iterdir()) == [
        'bin', 'hanoiportal-secrets', 'sealed']


def broken(vault):
    sealed = vault / 'sealed/pgpass'
    seal(vault / 'bin', 'db:5432:*:portal:x', sealed)
    content = bytearray(sealed.read_bytes())
    content[-20] ^= 1
    sealed.write_bytes(content)


def renamed(vault):
    seal(vault / 'bin', 'x', vault / 'mail-password')
    (vault / 'mail-password').rename(vault / 'sealed/other')


def taken_away(vault):
    (vault / 'sealed/secret').unlink()


def test_postgresql_is_asked_with_the_password_of_the_vault(vault, monkeypatch):
    password = secrets.token_hex(16)
    seal(vault / 'bin', f'*:*:*:guarded:{password}\n', vault / 'sealed/pgpass')
    _status, place = opened(vault)
    monkeypatch.setenv('PORTAL_VAR', str(vault))
    with cluster(ProtectedPostgres) as postgres:
        postgres.renew()
        postgres.ask(f"CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '{password}'")
        words = (f'user=guarded host=localhost hostaddr=127.0.0.1 port={postgres.port} '
                 f'sslmode=verify-full sslrootcert={postgres.certificate}')
        monkeypatch.setenv('PORTAL_POSTGRES', f'{words} passfile={place}/pgpass')
        database(CONTENT, 'content', {}).close()

        monkeypatch.setenv('PORTAL_POSTGRES', f'{words} passfile={vault}/nothing')
        with pytest.raises(OperationalError):
            database(CONTENT, 'content', {})


@pytest.mark.parametrize('spoil', [broken, renamed, taken_away])
def test_all_are_open_or_none(vault, spoil):
    spoil(vault)

    status, place = opened(vault)

    assert status != 0
    assert not place.exists() and not place.with_name(place.name + '.new').exists()


@pytest.mark.parametrize('spoil', [broken, renamed, taken_away])
def test_what_is_open_stays_when_what_is_sealed_is_spoilt(vault, spoil):
    opened(vault)
    spoil(vault)

    status, place = opened(vault)

    assert status != 0
    assert read_secret(place / 'secret') == KEY
