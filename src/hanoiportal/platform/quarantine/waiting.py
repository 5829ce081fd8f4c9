"""The due moment of a document with a file that waits to be scanned: at once."""
from zope.interface import implementer

from ...kernel.inspection.clamd import Infected, IScanner
from ...kernel.inspection.upload import StoredFile
from ...kernel.tree.events import ObjectModified, send
from ...kernel.tree.lookup import in_work
from ..notifications.interfaces import INotifying
from ..scheduling.interfaces import IDue


@implementer(IDue)
class Scanning:
    """Asks the scanner about what waits; where there is no scanner any more, nothing waits."""

    kind = 'scan'

    def moments(self, document):
        if any(not file.malware for file in waiting_files(document)):
            return [in_work(document).modified_at or in_work(document).created_at]
        return []

    def act(self, environment, document, now):
        scanner = environment.registry.queryUtility(IScanner)
        found = [file for file in waiting_files(document) if not file.malware]
        for file in found:
            if not _is_harmless(scanner, file):
                _tell(environment, document, 'file_infected')
        if found:
            send(environment.registry)(ObjectModified(document))
        return bool(found)

    def failed(self, environment, document, error):
        return _tell(environment, document, 'file_waiting')


def waiting_files(document):
    """Return the ``StoredFile`` in any version of ``document`` that is given to nobody."""
    versions = [version.values for version in document.history]  # it is read now
    versions += [vars(document), getattr(document.working, 'fields', {})]
    found = {id(value): value for fields in versions for value in fields.values()
             if isinstance(value, StoredFile) and value.waiting}
    return list(found.values())


def _is_harmless(scanner, file):
    """Note what ``scanner`` says of ``file``; return whether it is harmless."""
    if scanner is not None:
        try:
            with file.open() as content:
                scanner.scan(content)
        except Infected as infected:
            file.malware = infected.name
            return False
    file.waiting = False
    return True


def _tell(environment, document, kind):
    who = {in_work(document).created_by, document.created_by}
    return environment.request.service(INotifying).remind(who, document, kind)


SCAN = Scanning()
