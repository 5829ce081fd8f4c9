"""Files beside a file of lines."""
from hashlib import sha256
from io import BytesIO

import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.content.transfer.blobs import Blobs, folder_of
from hanoiportal.kernel.inspection.upload import StoredFile

CONTENT = b'%PDF-1.7 a'
DIGEST = sha256(CONTENT).hexdigest()


class Kept(StoredFile):
    """A stored file whose bytes are in memory."""

    def __init__(self):
        self.filename, self.sha256 = 'a.pdf', DIGEST

    def open(self):
        return BytesIO(CONTENT)


@pytest.fixture
def blobs(tmp_path):
    return Blobs(folder_of(tmp_path / 'all.jsonl'))


def test_a_file_comes_back_with_its_name_and_bytes(blobs):
    blobs.put(Kept())

    found = blobs.get({'filename': 'a.pdf', 'sha256': DIGEST, 'size': 10})

    assert (found.filename, found.file.read(), found.exact) == ('a.pdf', CONTENT, True)
    assert [path.name for path in blobs.folder.iterdir()] == [DIGEST]


def test_a_file_that_is_there_is_not_written_again(blobs):
    blobs.put(Kept())
    written = (blobs.folder / DIGEST).stat().st_mtime_ns

    blobs.put(Kept())

    assert (blobs.folder / DIGEST).stat().st_mtime_ns == written


@pytest.mark.parametrize('value', [
    None, 'a.pdf', {}, {'filename': 'a.pdf'}, {'sha256': DIGEST},
    {'filename': 'a.pdf', 'sha256': '../../etc/passwd'}, {'filename': 'a.pdf', 'sha256': 7},
    {'filename': 'a.pdf', 'sha256': DIGEST.upper()}, {'filename': 7, 'sha256': DIGEST},
    {'filename': 'a.pdf', 'sha256': '0' * 64}, {'filename': 'a.pdf', 'sha256': DIGEST, 'x': 1}])
def test_what_names_no_file_is_refused(blobs, value):
    blobs.put(Kept())

    with pytest.raises(Refused):
        blobs.get(value)


def test_a_file_with_other_bytes_is_refused(blobs):
    blobs.put(Kept())
    (blobs.folder / DIGEST).write_bytes(b'changed')

    with pytest.raises(Refused):
        blobs.get({'filename': 'a.pdf', 'sha256': DIGEST})
