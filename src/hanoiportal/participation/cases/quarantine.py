"""Cách ly: a file that came while the scanner was away is given to nobody, neither staff nor
sender, until the scanner has seen it; one in which it finds malware is destroyed, and its sender
is told (clause 8.1).
"""
from functools import partial

from ...base.i18n import _, said_in
from ...kernel.security.interactions import interactions_of
from ...platform.media.interfaces import IFileIntake
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import MALWARE, NOTE, ICases
from .resource import KEY, CaseBook
from .services import Cases

#: Seconds between two looks.
EVERY = 60
#: What the sender reads, in the language of the case.
TOLD = _('Tệp “${name}” có mã độc nên đã bị hủy; không ai mở được tệp này. Xin quét mã độc máy '
         'đang dùng. Nội dung đã gửi vẫn được giải quyết.')


def scan_held(environment: IEnvironment) -> None:
    """Ask the scanner about the files that wait: a job of the scheduler."""
    book: CaseBook | None = interactions_of(environment.portal).get(KEY)
    for number, index in list(book.held or ()) if book is not None else ():
        if not environment.in_transaction(partial(_scan, environment, number, index)):
            return


def _scan(environment: IEnvironment, number: int, index: int) -> bool:
    """Let one file be scanned; return whether the scanner answers."""
    cases: Cases = environment.registry.getAdapter(environment.portal, ICases)
    content = cases.held_content(number, index)
    is_harmless: bool | None = True if content is None else environment.registry.getUtility(
        IFileIntake).is_harmless(content)
    if is_harmless is None:
        return False
    cases.release(number, index, is_harmless)
    if not is_harmless:
        _tell(environment, cases, number, index)
    return True


def _tell(environment: IEnvironment, cases: Cases, number: int, index: int) -> None:
    """Tell who sent the case ``number`` that a file of it is destroyed."""
    case = cases.get(number)
    file = None if case is None else cases.file(case, index)
    if case is not None and file is not None:
        say = said_in(environment.registry, case.language)
        cases.append(case, NOTE, text=say(TOLD, name=file.filename), ground=MALWARE,
                     site=case.site)
