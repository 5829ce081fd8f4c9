"""The units of config/deploy/systemd, read by systemd itself."""
import re
import shutil
import subprocess

import pytest

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


def test_services_of_python_have_their_memory_in_huge_pages_as_make_has(units):
    variables = re.findall(
        r'^export (PYTHONMALLOC|GLIBC_TUNABLES) := (.*)$', (ROOT / 'Makefile').read_text(), re.M)
    texts = [(units / name).read_text() for name in SERVICES]
    of_python = [text for text in texts if re.search(r'/bin/(portal|pserve|runzeo) ', text)]
    assert (len(variables), len(of_python)) == (2, 5)
    for text in of_python:
        assert 'Environment=' + ' '.join(map('='.join, variables)) in text


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', SERVICES)
def test_a_service_may_do_little(units, name):
    words = ('security', '--offline=true', f'--threshold={MOST_EXPOSED}', f'./{name}')
    status, said = analysed(units, *words)
    assert status == 0, said

    (units / name).write_text((units / name).read_text().replace('ProtectSystem=strict', ''
        ).replace('PrivateDevices=true', '').replace('CapabilityBoundingSet=', ''))
    assert analysed(units, *words)[0] != 0
