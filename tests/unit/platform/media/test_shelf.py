"""The shelf of renditions: whatever goes wrong with the disk, nothing is left of half a file."""
from hanoiportal.platform.media.diskcache import DiskCache


def test_a_full_disk_leaves_no_pieces(tmp_path, monkeypatch):
    shelf = DiskCache(tmp_path, 1000)

    def full(_from, _to):
        raise OSError('no space left on device')

    monkeypatch.setattr('os.replace', full)
    shelf.put('abcdef.jpg', b'picture')

    assert [path for path in tmp_path.rglob('*') if path.is_file()] == []
    monkeypatch.undo()
    shelf.put('abcdef.jpg', b'picture')
    assert shelf.get('abcdef.jpg') == b'picture'


def test_what_a_loss_of_power_has_left_empty_is_made_again(tmp_path):
    shelf = DiskCache(tmp_path, 1000)
    shelf.put('abcdef.jpg', b'picture')
    (tmp_path / 'ab/abcdef.jpg').write_bytes(b'')

    assert shelf.get('abcdef.jpg') is None
