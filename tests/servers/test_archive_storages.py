"""Pages as of transactions of the past, on every storage of the portal."""
from contextlib import ExitStack

import pytest
from hanoiportal.kernel.security.crypto.signing import checking_key
from hanoiportal.safekeeping.archive.interfaces import IArchiving
from hanoiportal.safekeeping.archive.verifying import verify_folder
from hanoiportal.shells.commands.environment import opened
from support.application import CarryingIn, fill
from support.archive_portal import CITY, ENGLISH, NEWS, Archive, Story

from .portal import write_ini
from .zeo import zeo


@pytest.fixture(params=['filestorage', 'zeo', 'postgresql'])
def environment(request, tmp_path):
    """A small portal on one storage, with an archive."""
    var, settings = tmp_path / 'var', {}
    var.mkdir()
    with ExitStack() as stack:
        if request.param == 'zeo':
            settings = stack.enter_context(zeo(var)).settings('blobcache')
        elif request.param == 'postgresql':
            settings = request.getfixturevalue('postgres_storage')
        ini = write_ini(var, {
            **settings, 'portal.archive': f'{tmp_path}/archive',
            'portal.archive_key': f'{tmp_path}/archive-key'})
        found = stack.enter_context(opened(str(ini), str(var)))
        fill(found)
        yield found


@pytest.mark.clause('13.3.a')
def test_every_version_is_archived_as_visitors_got_it_whatever_the_storage(environment, tmp_path):
    archive = Archive(environment.registry.getUtility(IArchiving)._app, tmp_path)
    story = Story(environment.portal, environment.editing, CarryingIn(environment.publishing),
                  archive)
    story.publish().translate().correct().withdraw()

    archive.capture()

    for target in (NEWS, ENGLISH):
        url = f'https://{CITY}{target}'
        assert [each for each in archive.answers() if each[0] == url] == [
            each for each in archive.got if each[0] == url]
    assert list(verify_folder(archive.folder, checking_key(archive.key))) == []
