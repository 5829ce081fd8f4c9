"""Files of forms that are not sent yet: sealed in ``drafts``, for some hours (clause 8.1).

The key is in the form alone, so whoever has the database or a copy of it opens nothing.
"""
import datetime
import json
import secrets
from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from hashlib import sha256
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from persistent import Persistent
from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IClock
from ...kernel.security.interactions import get_or_create
from ...kernel.storage.interfaces import DRAFTS, INTERACTIONS
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import Attachment
from .interfaces import ISentForms, IWaitingFiles, WaitingFile
from .resource import FILES_KEY, SENT_KEY, FormFile, FormFiles, SentForms

#: A form is written in less time; seconds between two looks.
HOURS, EVERY = 6, 30 * 60
_NONCE = bytes(12)  # each key seals one thing once

#: Gives the root mapping of a database.
Root = Callable[[], MutableMapping[str, object]]


@implementer(IWaitingFiles)
class WaitingFiles:
    """See ``IWaitingFiles``."""

    def __init__(self, root: Root, clock: IClock) -> None:
        self._root = root
        self._clock = clock

    def keep(self, file: Attachment) -> WaitingFile:
        files = get_or_create(self._root(), FILES_KEY, FormFiles)
        number, key = secrets.token_hex(12), secrets.token_bytes(32)
        sealed = AESGCM(key).encrypt(_NONCE, file.content, number.encode())
        assert isinstance(files, FormFiles)
        files.by_number[number] = FormFile(sealed, self._clock.now())
        return WaitingFile(number, key.hex(), file.filename, file.media_type, len(file.content),
                           file.held)

    def read(self, waiting: WaitingFile) -> Attachment | None:
        files = self._root().get(FILES_KEY)
        found = files.by_number.get(waiting.number) if isinstance(files, FormFiles) else None
        if found is None:
            return None
        content = AESGCM(bytes.fromhex(waiting.key)).decrypt(
            _NONCE, found.sealed, waiting.number.encode())
        return Attachment(waiting.filename, waiting.media_type, content, waiting.held)


@implementer(ISentForms)
class SentFormsService:
    """See ``ISentForms``.  A receipt is sealed under the token of its form."""

    def __init__(self, root: Root, clock: IClock) -> None:
        self._root = root
        self._clock = clock

    def receipt(self, token: str) -> Mapping[str, str | int] | None:
        forms = self._root().get(SENT_KEY)
        found = forms.by_mark.get(_mark(token)) if isinstance(forms, SentForms) else None
        if found is None:
            return None
        try:
            opened = _cipher(token).decrypt(_NONCE, found[1], None)
        except InvalidTag:
            return None
        receipt: Mapping[str, str | int] = json.loads(opened)
        return receipt

    def note(self, token: str, receipt: Mapping[str, str | int]) -> None:
        forms = get_or_create(self._root(), SENT_KEY, SentForms)
        assert isinstance(forms, SentForms)
        sealed = _cipher(token).encrypt(_NONCE, json.dumps(dict(receipt)).encode(), None)
        forms.by_mark[_mark(token)] = self._clock.now(), sealed


def _mark(token: str) -> str:
    return sha256(b'mark ' + token.encode()).hexdigest()[:32]


def _cipher(token: str) -> AESGCM:
    return AESGCM(sha256(b'seal ' + token.encode()).digest())


def forget_old(environment: IEnvironment) -> None:
    """Job: forget files and receipts that are older than ``HOURS``."""
    before = environment.clock.now() - datetime.timedelta(hours=HOURS)
    portal = cast(Persistent, environment.portal)
    for database, key in ((DRAFTS, FILES_KEY), (INTERACTIONS, SENT_KEY)):
        root = portal._p_jar.get_connection(database).root()
        environment.in_transaction(partial(_forget, root, key, before))


def _forget(
        root: Mapping[str, object], key: str, before: datetime.datetime) -> int:
    found = root.get(key)
    if isinstance(found, FormFiles):
        kept = found.by_number
        old = [number for number, file in kept.items() if file.kept_at < before]
    elif isinstance(found, SentForms):
        kept = found.by_mark
        old = [mark for mark, (moment, _sealed) in kept.items() if moment < before]
    else:
        return 0
    for each in old:
        del kept[each]
    return len(old)


def waiting_files(request: Request) -> WaitingFiles:
    """Return the ``IWaitingFiles`` of ``request``."""
    return WaitingFiles(request.root[DRAFTS].mounted, request.registry.getUtility(IClock))


def sent_forms(request: Request) -> SentFormsService:
    """Return the ``ISentForms`` of ``request``."""
    return SentFormsService(
        request.root[INTERACTIONS].mounted, request.registry.getUtility(IClock))
