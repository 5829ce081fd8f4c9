"""Taking packages that wait at the system of documents, and telling it which were taken."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...participation.filedrop.interfaces import CannotDrop, IPackages
from ...participation.questions.interfaces import LARGEST_FILES, MOST_FILES
from ...platform.http.interfaces import TOO_LONG, Deadline, HttpAnswer, IHttp, NoAnswer
from .bodies import Bodies
from .fetching import Failed, fetched
from .interfaces import NEW, PACKAGE, REFUSED
from .refusals import Refusals
from .resource import kept_state, state_of
from .rows import labels_of
from .sent import SentPackage
from .sources import DocumentSource

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

#: Packages of one look; seconds for one answer; tries after which a file that does not come
#: refuses its package.
AT_ONCE, SECONDS, MOST_TRIES = 5, 30, 12
#: What is wrong with one file alone.
_OF_ONE = frozenset({'404', '410', TOO_LONG})
_OK = range(200, 300)


class Taking:
    """One look at what waits."""

    def __init__(self, environment: IEnvironment, source: DocumentSource) -> None:
        self._environment, self._source = environment, source
        self._http: IHttp = environment.registry.getUtility(IHttp)
        self._packages: IPackages = environment.registry.getAdapter(
            environment.portal, IPackages)
        self._bodies = Bodies(environment.portal, labels_of(source.profile))

    def take(self, packages: list[SentPackage]) -> None:
        """Take some of ``packages``, those first that made no trouble.  Raises ``Failed``."""
        for package in sorted(packages, key=self._stumbled)[:AT_ONCE]:
            try:
                self._take(package)
            except Failed:
                self._environment.in_transaction(partial(self._stumble, package))
                raise

    def _stumbled(self, package: SentPackage) -> int:
        found: int = state_of(self._environment.portal, PACKAGE).stumbles.get(package.id, 0)
        return found

    def _stumble(self, package: SentPackage) -> None:
        stumbles = kept_state(self._environment.portal, PACKAGE).stumbles
        stumbles[package.id] = stumbles.get(package.id, 0) + 1

    def _take(self, package: SentPackage) -> None:
        site = self._bodies.site(package.organ, package.organ_name)
        try:
            if site is None:
                raise CannotDrop({'': _(
                    'Cổng không có trang của cơ quan nhận “${body}”.',
                    mapping={'body': package.organ_name or package.organ})})
            files = self._files(package)
            arrival = self._packages.arrived(
                site, package.title, files, self._packages.package(package.said, files))
        except CannotDrop as refused:
            why = self._environment.in_transaction(
                partial(self._refuse, package, site, refused))
            self._answer(package, REFUSED, note=why)
            return

        def keep() -> str:
            code = self._packages.keep(arrival)
            self._forget(package)
            return code

        self._answer(package, NEW, case=self._environment.in_transaction(keep))

    def _refuse(self, package: SentPackage, site: ISite | None, refused: CannotDrop) -> str:
        refusals = Refusals(self._environment, PACKAGE)
        why = refusals.said(refused.reasons)
        refusals.note(site or self._environment.portal, package.id, '', package.title, why)
        kept_state(self._environment.portal, PACKAGE).stumbles.pop(package.id, None)
        return why

    def _forget(self, package: SentPackage) -> None:
        Refusals(self._environment, PACKAGE).end(package.id)
        kept_state(self._environment.portal, PACKAGE).stumbles.pop(package.id, None)

    def _files(self, package: SentPackage) -> dict[str, bytes]:
        """Return the files of ``package`` by their names.  Raises ``CannotDrop``, ``Failed``."""
        if len(package.files) > MOST_FILES:
            raise CannotDrop({'': _('Tối đa ${most} tệp và ${size} MB một lần gửi.', mapping={
                'most': MOST_FILES, 'size': LARGEST_FILES >> 20})})
        found: dict[str, bytes] = {}
        for file in package.files:
            if not file.id or not file.name or file.name in found:
                raise CannotDrop({'': _('Một tệp không có mã hoặc tên, hoặc trùng tên.')})
            try:
                found[file.name] = fetched(
                    self._http, self._source.file(package, file), self._source, LARGEST_FILES)
            except Failed as failed:
                if failed.why not in _OF_ONE and self._stumbled(package) < MOST_TRIES:
                    raise
                raise CannotDrop({'': _('Không tải được tệp “${name}” (${why}).', mapping={
                    'name': file.name, 'why': failed.why})}) from None
        return found

    def _answer(self, package: SentPackage, standing: str, case: str = '', note: str = '') -> None:
        """Tell the system what became of ``package``.  Raises ``Failed``."""
        profile = self._source.profile
        said = {'reference': package.id, 'status': profile[f'status:{standing}'], 'case': case,
                'note': note}
        names = profile.below('field')
        body = {names[name]: value for name, value in said.items() if names.get(name) and value}
        try:
            answer: HttpAnswer = self._http.send_json(
                self._source.answer(package), Deadline(SECONDS), body, self._source.headers())
        except NoAnswer as none:
            raise Failed(none.why) from None
        if answer.status not in _OK:
            raise Failed(str(answer.status), answer)
