"""Files that are there whole or not at all, for their owner alone."""
import os


def write(path, content):
    """Write ``content``, bytes, to ``path`` so that it is there whole or not at all."""
    part = path.with_name(path.name + '.part')
    with fresh(part) as file:
        file.write(content)
        settle(file)
    part.replace(path)


def make_folder(path):
    """Make a folder, and those above it, for its owner alone."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def settle_folder(path):
    """Return when the names in the folder ``path`` have reached the device."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fresh(path):
    """Return a new file at ``path``, or an emptied one, open for writing bytes."""
    return open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), 'wb')


def settle(file):
    """Return when what was written to ``file`` has reached the device."""
    file.flush()
    os.fsync(file.fileno())
