"""Where the systems beside a demonstration are, and what they are told before it begins.

``make demo`` runs them: real servers of this machine.  Without them the desk shows an outage.
"""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Folder of what the systems have, beside the databases.
FOLDER = 'demo-systems'
#: Ports after the first, by system: a partner that answers, one that never does, the others.
(PARTNER, SILENT, GOVERNMENT, MONITORING, PLATFORM, LAW, SERVICES, DATA, FACEBOOK, MAIL, YOUTUBE,
 TIKTOK, SMS, VNEID, APP, ZALO, DOCUMENT_SYSTEM) = range(17)
#: Files of that folder.
SECRET, DOCUMENTS, PROCEDURES = 'webhook-secret', 'law.json', 'procedures.json'
BODIES, OWNER, PRINTED = 'bodies.json', 'document-owner', 'gazette.json'
#: That by which the hotline enters calls.
TOKEN = 'hotline-token'


@dataclass(frozen=True)
class LocalSystems:
    """The systems beside a demonstration in ``var``, from the port ``first`` on."""

    var: Path
    first: int

    def at(self, system: int, path: str, scheme: str = 'http', host: str = '127.0.0.1') -> str:
        """Return the address of ``path`` at one of the systems."""
        return f'{scheme}://{host}:{self.first + system}{path}'

    def give(self, name: str, text: str) -> None:
        """Let the systems find ``text`` in their file of that ``name``."""
        folder = self.var / FOLDER
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding='utf-8')

    def give_all(self, name: str, rows: Iterable[object]) -> None:
        """Do as ``give`` with ``rows`` as JSON."""
        self.give(name, json.dumps(list(rows), ensure_ascii=False, default=str))
