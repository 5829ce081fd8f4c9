"""The key that signs an archive, and how another takes its place where it was lost.

The chain goes on over a document of its own, ``000012-20261127.key-1.json``: it says the digest
of the last document that the key of before has signed, that key's public half, when and why, and
is signed by the new key.  The next manifest goes on from it: who has the public half of the new
key can prove all.
"""
from pathlib import Path

from ...kernel.security.crypto.signing import (
    NoKey,
    checking_key,
    fingerprint,
    is_lost,
    is_signed,
    public_from,
    public_text,
    replaced_key,
    signing_key,
)
from .interfaces import ArchiveProblem
from .manifest import (
    DOCUMENT,
    FORM,
    KEY,
    SIGNATURE,
    digest_of,
    document_of,
    keep,
    key_changes,
    names,
    read,
)

MEND = ('bring back the one that has signed, from its copy; where it is lost for good, go on with '
        'another by "archive new-key"')


def is_missing(folder, path):
    """Return whether the key in the file ``path`` has signed and is not there."""
    return is_lost(path, any(names(folder)))


def signing(folder, path):
    """Return the private key in the file ``path``, which signs the archive in ``folder``; made
    where nothing is signed yet.

    Raises ``ArchiveProblem`` if it is lost, ``NoKey`` if there is none in the file.
    """
    if is_missing(folder, path):
        raise ArchiveProblem(f'{path}, the key that signs the archive in {folder}, is missing: '
                             f'{MEND}')
    return signing_key(path)


def chain(folder, before=None):
    """Return the names of the documents that the chain in ``folder`` is made of, the oldest first.

    ``before``: the name of a file; only what is before it.
    """
    return [each for name in names(folder) if before is None or name < before
            for each in (name, *key_changes(folder, name))]


def parent(folder, key, before=None):
    """Return the digest of the last of ``chain``, ``''`` if there is none.

    Raises ``ArchiveProblem`` if it was not signed with ``key``, private.
    """
    last = chain(folder, before)[-1:]
    if not last:
        return ''
    if not _has_signed(key.public_key(), folder, last[0]):
        raise ArchiveProblem(f'{last[0]} in {folder} was signed with another key than the one '
                             f'that is there, or was changed: {MEND}')
    return digest_of(_document(folder, last[0]))


def signers(folder, key):
    """Return ``{name: keys}`` of each document of the chain in ``folder``: the public key that
    has to have signed it, and those that came after.

    ``key``: public, the last one; it vouches for those before.
    """
    keys, found = (key,), {}
    for name in reversed(chain(folder)):
        found[name] = keys
        if KEY in name:
            try:
                keys = (public_from(read(folder, name, keys[0])['before']), *keys)
            except (ArchiveProblem, NoKey):
                continue  # whoever verifies meets it again
    return found


def begin(folder, path, before, now, basis):
    """Let another key sign the archive in ``folder`` from now on, and the chain say so; return its
    fingerprint.

    ``path``: file of the key, which is made where there is none; what the one of before has left
    of itself stays beside it.  ``before``: file with the public half of the one before, ``None``
    to look beside ``path``.  ``now``: aware UTC.  ``basis``: why, without personal data.

    Raises ``ArchiveProblem`` if the key that has signed is there, or nobody knows which it was.
    """
    path, last = Path(path), chain(folder)[-1:]
    if path.exists() and (not last or _has_signed(checking_key(path), folder, last[0])):
        raise ArchiveProblem(f'{path} is there, and no other key signed last: nothing to be done')
    if not last:
        return fingerprint(replaced_key(path).public_key())
    old = _signer(folder, last[0], [before] if before else sorted(path.parent.glob(
        f'{path.name}.pub*')))
    key = signing_key(path) if path.exists() else replaced_key(path)
    name = last[0].partition('.')[0]
    keep(folder, f'{name}{KEY}{len(key_changes(folder, name)) + 1}', document_of({
        'form': FORM, 'name': name, 'parent_sha256': digest_of(_document(folder, last[0])),
        'before': public_text(old), 'at': now.isoformat(), 'basis': basis}), key)
    return fingerprint(key.public_key())


def _signer(folder, name, paths):
    for each in map(checking_key, paths):
        if _has_signed(each, folder, name):
            return each
    raise ArchiveProblem(f'{name} was signed with none of the keys {[str(each) for each in paths]}'
                         ': give the public half of the one that has, --before FILE; where that '
                         'is lost too, put portal.archive on an empty folder and run "archive '
                         'all": the old one stays as it is')


def _has_signed(key, folder, name):
    try:
        return is_signed(key, _document(folder, name),
                         (Path(folder) / (name + SIGNATURE)).read_text('ascii'))
    except (OSError, UnicodeDecodeError):
        return False


def _document(folder, name):
    return (Path(folder) / (name + DOCUMENT)).read_bytes()
