"""The services of requests for information; see ``interfaces``."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from ....platform.officefiles.interfaces import OfficeDocument
    from ...cases.interfaces import Attachment, Case
    from .law import Form
    from .values import Clock, Entry, Figures


class IAccessRules(Interface):
    """The ``AccessRules`` of this portal, as a utility."""


class IAccessPapers(Interface):
    """The forms of the law as documents, a utility."""

    def blank(form: Form) -> OfficeDocument:
        """Return ``form`` to be filled in by hand."""


class IAccessRegister(Interface):
    """Sổ theo dõi of a portal, an adapter of any resource of it; in ``interactions``."""

    def enter(case: Case) -> None:
        """Give ``case`` the next number of the site that has it."""

    def entry(case: Case) -> Entry | None:
        """Return the line of ``case``; ``None`` if it is not in the register."""

    def entries(site: str, year: int) -> Sequence[Entry]:
        """Return the lines of ``site`` in ``year``, by numbers."""

    def figures(site: str | None) -> Sequence[Figures]:
        """Return the figures of ``site``, ``None`` for all, the latest year first."""


class IResolving(Interface):
    """Giải quyết yêu cầu cung cấp thông tin: what staff does, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case, ``extend`` and ``set_time`` for
    ``APPROVE_ANSWER``, and raise ``CannotResolve``.
    """

    rules = Attribute('``AccessRules``')

    def missing(case: Case) -> list[str]:
        """Return the labels of required fields that the request leaves empty."""

    def clocks(case: Case) -> list[Clock]:
        """Return the terms that hold for ``case``, by the law in force at its receipt."""

    def register(case: Case, actor: str) -> Entry:
        """Enter ``case`` in the register and give its sender the receipt (form 02)."""

    def guide(case: Case, text: str, actor: str) -> None:
        """Tell the sender what is missing; the term begins when it is there."""

    def complete(case: Case, actor: str) -> None:
        """Say that the request is valid now; the term counts from when it was completed."""

    def set_time(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Tell the sender by when complex information comes, within the term."""

    def extend(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Put that off, once, within the term and by no more days than the law has (form 04)."""

    def propose(case: Case, code: str, values: Mapping[str, str], ground: str,
                files: Sequence[Attachment], actor: str) -> None:
        """Put a resolution (``RESOLUTION``) or a refusal (``REFUSAL``, with its ``ground``)
        before the board, which approves it as any answer; then the papers and ``files`` stand on
        the sender's page.
        """


class IDelivering(Interface):
    """Giao thông tin by a code that opens once.  Never commits."""

    def new_code(case: Case, actor: str) -> str:
        """Return a new code for what the resolution of ``case`` gives; the one before opens
        nothing any more.  Raises ``CannotResolve``.
        """

    def collect(code: str) -> Sequence[Attachment] | None:
        """Return what ``code`` opens, which opens nothing afterwards; ``None`` for a wrong one,
        and just so for one that is used, replaced, or of before a restore.
        """


class IAfterwards(Interface):
    """Besides the answer: third parties, lawsuits, what was given wrongly; for one asker.

    Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case and raise ``CannotResolve``.
    """

    def ask_third_party(case: Case, values: Mapping[str, str], actor: str) -> Attachment:
        """Return the consent (form 06) for a third party to sign; note that it was asked."""

    def third_party_said(case: Case, agrees: bool, text: str, actor: str) -> None:
        """Note what the third party said."""

    def sued(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Note that who asked went to court on ``day``, for staff alone; ``text``: which court or
        paper says so.
        """

    def found_faulty(case: Case, text: str, actor: str) -> None:
        """Note that what was given is not correct: from now on a correction is owed."""

    def correct(case: Case, text: str, files: Sequence[Attachment], actor: str) -> None:
        """Give the sender what is correct."""


class IHandover(Interface):
    """Giao bản giấy: costs and sending, for one asker.  Never commits.

    The verbs ask for ``ANSWER`` at the site that has the case and raise ``CannotResolve``; the
    sender is told.
    """

    def charge(case: Case, amount: str, text: str, actor: str) -> None:
        """Tell what printing, copying and sending cost, in đồng; ``text``: how it is paid."""

    def paid(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Note that the costs were paid on ``day``; ``text``: number of the receipt, if any."""

    def posted(case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """Note that what was given on paper was sent or handed over on ``day``, and how: after the
        resolution, and not before costs that were told are paid.
        """
