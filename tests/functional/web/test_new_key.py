"""Who starts a portal is told that its key of sessions is another one, and only then."""
import logging

import pytest
from hanoiportal import main
from hanoiportal.shells.commands.environment import close
from servers.portal import bare
from support.application import settings


@pytest.fixture
def said(tmp_path, caplog):
    """``said()``: what the log has of a start on the data in ``tmp_path``."""
    def start():
        caplog.clear()
        with caplog.at_level(logging.INFO, 'hanoiportal'):
            close(main({}, **settings(tmp_path, **{
                'zodbconn.uri': f'file://{tmp_path}/filestorage/content.fs?'
                                f'blobstorage_dir={tmp_path}/blobstorage/content'})).registry)
        return [each.getMessage() for each in caplog.records]

    return start


def test_a_portal_that_is_being_made_has_lost_no_key(said, tmp_path):
    for name in ('filestorage', 'blobstorage'):
        (tmp_path / name).mkdir()

    assert said() == []
    assert (tmp_path / 'secret').exists()


def test_a_key_that_was_there_is_missed(said, tmp_path):
    bare(tmp_path)
    assert said() == []

    (tmp_path / 'secret').unlink()

    [line] = said()
    assert line.startswith(f'{tmp_path}/secret: the key of sessions was not there')
    assert (tmp_path / 'secret').read_text() not in line
