"""A system of documents that speaks the packages of docs/operations/file-drop.md."""
import json
import os
from hashlib import sha256

SENDER = {'kind': 'body', 'organisation': 'Văn phòng UBND', 'name': 'Trần Văn A',
          'position': 'Văn thư', 'email': 'vanthu@hanoi.gov.vn', 'phone': '024 0000 0000'}


def said_of(files, **changed):
    """Return the mapping of a package of ``files``, ``{name: bytes}``."""
    return {'format': 'hanoiportal-package/1', 'reference': '1245/UBND-VP',
            'title': 'Thông báo lịch tiếp công dân', 'rights': True, 'sender': SENDER,
            'files': [{'name': name, 'sha256': sha256(content).hexdigest()}
                      for name, content in files.items()], **changed}


class DocumentSystem:
    """Writes into ``folder``, of a site, and reads what becomes of it.

    ``now``: callable() → seconds since 1970, when all was written a while before.
    """

    def __init__(self, folder, now):
        self._folder, self._now = folder, now

    def send(self, name, files, said=None):
        """Put a package there; of no ``said``, files alone."""
        part = self._folder / f'{name}.part'
        part.mkdir(parents=True)
        if said is not None:
            (part / 'package.json').write_text(json.dumps(said), encoding='utf-8')
        for file, content in files.items():
            (part / file).write_bytes(content)
        whole = self._folder / name
        part.rename(whole)
        self.settle(whole)

    def settle(self, path):
        """Let ``path`` have lain still for long."""
        moment = self._now() - 3600
        for each in (*(path.iterdir() if path.is_dir() else ()), path):
            os.utime(each, (moment, moment))

    def answer(self, name):
        """Return ``(where it lies, what its receipt says)``; ``('', {})`` while nobody took it."""
        for where in ('done', 'refused'):
            receipt = self._folder / where / f'{name}.receipt.json'
            if receipt.exists():
                return where, json.loads(receipt.read_text(encoding='utf-8'))
        return '', {}
