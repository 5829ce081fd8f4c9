"""``ISealedCases``: what is read and written with the key of a case."""
from collections.abc import Mapping, Sequence

from persistent.mapping import PersistentMapping

from ...base.interfaces import IPortal
from ...kernel.storage.keys import key_of
from .interfaces import RATED, Attachment, Case, CaseEvent, Contents, FileNote
from .resource import CaseFile, KeptCase
from .seals import CONTENTS, FILE, KEPT, TEXT, Seal, read


class SealedCases:
    """See ``ISealedCases``; base of ``ICases``.  ``portal``: whose cases they are."""

    def __init__(self, portal: IPortal) -> None:
        self.portal = portal

    def open(self, case: Case) -> Contents | None:
        """See ``ISealedCases``."""
        opened = self._opened(case, self._kept_case(case).sealed, CONTENTS)
        return read(opened) if opened else None

    def text_of(self, case: Case, event: CaseEvent) -> str:
        """See ``ISealedCases``."""
        return self._opened(case, event.sealed, TEXT).decode()

    def file(self, case: Case, index: int) -> Attachment | None:
        """See ``ISealedCases``."""
        files = self._kept_case(case).sealed_files
        seal = self._seal(case)
        if seal is None or not 0 <= index < len(files):
            return None
        kept = files[index]
        content = b'' if kept.note.held else seal.open(kept.content(), FILE)
        return Attachment(seal.open(kept.named, FILE).decode(), kept.note.media_type, content,
                          kept.note.held)

    def filename(self, case: Case, index: int) -> str:
        """See ``ISealedCases``."""
        files = self._kept_case(case).sealed_files
        named = files[index].named if 0 <= index < len(files) else b''
        return self._opened(case, named, FILE).decode()

    def keep(self, case: Case, name: str, text: str) -> None:
        """See ``ISealedCases``."""
        kept, seal = self._kept_case(case), self._seal(case)
        if seal is None:
            return
        if kept.notes is None:
            kept.notes = PersistentMapping()
        if text:
            kept.notes[name] = seal.close(text.encode(), f'{KEPT}:{name}')
        else:
            kept.notes.pop(name, None)

    def kept(self, case: Case, name: str) -> str:
        """See ``ISealedCases``."""
        notes = self._kept_case(case).notes or {}
        return self._opened(case, notes.get(name, b''), f'{KEPT}:{name}').decode()

    def export(self, case: Case) -> Mapping[str, object]:
        """See ``ISealedCases``."""
        contents, seal = self.open(case), self._seal(case)
        kept = self._kept_case(case)
        return {
            'code': case.code, 'kind': case.kind, 'field': case.field, 'place': case.place,
            'channel': case.channel, 'language': case.language,
            'received': case.received.isoformat(),
            'contents': None if contents is None else _told(contents),
            'files': [{'name': seal.open(each.named, FILE).decode() if seal else '',
                       'media_type': each.note.media_type, 'size': each.note.size}
                      for each in kept.sealed_files],
            'events': [{'kind': event.kind, 'moment': event.moment.isoformat(),
                        'until': event.until and event.until.isoformat(),
                        'ground': event.ground, 'audience': event.audience,
                        'by_staff': bool(event.actor), 'text': self.text_of(case, event)}
                       for event in case.events],
            'working_texts': {name: self.kept(case, name) for name in kept.notes or {}
                              if name != RATED}}

    def _attach(self, case: KeptCase, seal: Seal,
                attachments: Sequence[Attachment]) -> tuple[int, ...]:
        """Keep files; return their indexes."""
        before = len(case.sealed_files)
        if attachments:
            case.sealed_files = (*case.sealed_files, *(
                CaseFile(FileNote(each.media_type, len(each.content), each.held),
                           seal.close(each.filename.encode(), FILE),
                           seal.close(each.content, FILE)) for each in attachments))
        return tuple(range(before, len(case.sealed_files)))

    def _opened(self, case: Case, sealed: bytes, role: str) -> bytes:
        seal = self._seal(case) if sealed else None
        return b'' if seal is None else seal.open(sealed, role)

    def _seal(self, case: Case) -> Seal | None:
        key = key_of(self.portal, self._kept_case(case).key)
        return None if key is None else Seal(key, case.number)

    @staticmethod
    def _kept_case(case: Case) -> KeptCase:
        assert isinstance(case, KeptCase)
        return case


def _told(contents: Contents) -> Mapping[str, object]:
    identity = contents.identity
    return {
        'title': contents.title, 'text': contents.text, 'sender': contents.sender._asdict(),
        'consents': sorted(contents.consents), 'about': contents.about,
        'details': dict(contents.details),
        'identity': None if identity is None else {
            'name': identity.name, 'level': identity.level, 'at': identity.at.isoformat()}}
