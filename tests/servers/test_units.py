"""The units of config/deploy/systemd, read by systemd itself."""
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest
from hanoiportal.security.sessions import read_secret

from . import CONFIG, ROOT

UNITS = sorted(path.name for path in (CONFIG / 'deploy/systemd').iterdir())
SERVICES = [name for name in UNITS if name.endswith('.service')]
#: Tenths: 0 is a service that may do nothing, 100 one that may do everything.
MOST_EXPOSED = 20


@pytest.fixture
def units(tmp_path):
    """A folder with the units, that name the programs where they are here."""
    for name in UNITS:
        text = (CONFIG / 'deploy/systemd' / name).read_text()
        (tmp_path / name).write_text(text.replace('/opt/hanoiportal', str(ROOT)))
    return tmp_path


def analysed(folder, *words):
    """Return the exit status of ``systemd-analyze WORDS`` and what it said."""
    done = subprocess.run(
        [shutil.which('systemd-analyze'), *words], check=False, cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


@pytest.mark.clause('23.3')
def test_systemd_finds_nothing_wrong_and_would_say_so(units):
    assert analysed(units, 'verify', *(f'./{name}' for name in UNITS)) == (0, '')

    unit = units / SERVICES[0]
    unit.write_text(unit.read_text().replace('NoNewPrivileges=', 'NoNewPrivilege='))
    assert 'NoNewPrivilege' in analysed(units, 'verify', f'./{unit.name}')[1]


@pytest.fixture
def vault(units):
    """The drop-in for a key in a vault, as a path, put beside the ``units``."""
    folder = units / 'hanoiportal.service.d'
    folder.mkdir()
    return Path(shutil.copy(CONFIG / 'deploy/vault/secret.conf', folder))


def test_systemd_takes_the_key_of_a_vault(units, vault):
    assert analysed(units, 'verify', './hanoiportal.service') == (0, '')
    assert analysed(units, 'security', '--offline=true', f'--threshold={MOST_EXPOSED}',
                    './hanoiportal.service')[0] == 0

    vault.write_text(vault.read_text().replace('LoadCredentialE', 'LoadCredential-E'))
    assert 'LoadCredential-E' in analysed(units, 'verify', './hanoiportal.service')[1]


def creds(verb, *words, given=''):
    subprocess.run([shutil.which('systemd-creds'), verb, '--name=secret', *words], check=True,
                   input=given, text=True, capture_output=True)


def test_the_key_that_comes_out_of_a_vault_is_the_one_that_was_put_in(vault, tmp_path):
    sealed, opened, there = tmp_path / 'secret.cred', tmp_path / 'open', tmp_path / 'hanoiportal'
    for folder in (opened, there):
        folder.mkdir(mode=0o700)
    key = secrets.token_hex(64)
    creds('encrypt', '--with-key=null', '-', sealed, given=key)
    creds('decrypt', '--allow-null', sealed, opened / 'secret')
    os.utime(sealed, (0, 10 ** 9))
    for line in re.findall('^ExecStartPre=(.*)$', vault.read_text(), re.MULTILINE):
        subprocess.run(line.replace('%d', str(opened)).replace('%t', str(tmp_path)).replace(
            '/etc/hanoiportal/secret.cred', str(sealed)).split(), check=True)

    kept = there / 'secret'
    assert read_secret(kept) == key
    assert (kept.stat().st_mode & 0o777, kept.stat().st_mtime) == (0o600, 10 ** 9)


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', SERVICES)
def test_a_service_may_do_little(units, name):
    words = ('security', '--offline=true', f'--threshold={MOST_EXPOSED}', f'./{name}')
    status, said = analysed(units, *words)
    assert status == 0, said

    (units / name).write_text((units / name).read_text().replace('ProtectSystem=strict', ''
        ).replace('PrivateDevices=true', '').replace('CapabilityBoundingSet=', ''))
    assert analysed(units, *words)[0] != 0
