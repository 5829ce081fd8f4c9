"""A portal whose PostgreSQL is lost is restored from its backup as files, and copied back."""
import os
import re
import subprocess

from hanoiportal.shells.commands.environment import opened
from support.factories import PDF

from . import ROOT
from .portal import command, run_inline, write_ini
from .test_nginx import fill

BOOK = ROOT / 'docs/operations/storages.md'
HEADING = '## From FileStorage to PostgreSQL'


def block():
    """Return the commands that the documents give under ``HEADING``."""
    return re.search(r'^```\n(.*?)^```$', BOOK.read_text().split(HEADING)[1],
                     re.DOTALL | re.MULTILINE)[1]


def test_what_is_restored_goes_back_into_postgresql_and_is_what_was_there(
        postgres, postgres_storage, tmp_path):
    var, target, back = (tmp_path / name for name in ('var', 'target', 'back'))
    target.mkdir()
    settings = {**postgres_storage, 'portal.backup_targets': target}
    run_inline(var, 'seed', '--bare', settings=settings)
    with opened(str(write_ini(var, settings)), str(var)) as environment:
        fill(environment)
        accounts = list(environment.portal['accounts'])
    command(var, 'backup', '--same-device', settings=settings)
    postgres.renew()
    (tmp_path / 'blobcache').rename(tmp_path / 'lost')

    command(var, 'restore', target, '--into', back, settings=settings)
    subprocess.run(['bash', '-euo', 'pipefail', '-c', block()], check=True, cwd=ROOT,
                   capture_output=True, env={**os.environ, 'PORTAL_VAR': str(back)})

    assert ', 0 parts differ, 0 ' in command(var, 'drill', target, settings=settings)
    with opened(str(write_ini(var, settings)), str(var)) as environment:
        portal = environment.portal
        assert portal['tin-tuc-su-kien']['cau'].title == 'Cầu mới'
        with portal['lanh-dao']['tep'].file.open() as file:
            assert file.read() == PDF
        assert list(portal['accounts']) == accounts
        assert len(portal._p_jar.db().undoLog(0, 50)) > 3
