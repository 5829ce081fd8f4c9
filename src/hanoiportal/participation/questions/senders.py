"""Who sends a form, as VNeID or a code has confirmed them."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Protocol
from urllib.parse import urlencode

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ..identities.interfaces import MINE, ICitizens, Identity
from .interfaces import CaseForm, ISenderRule
from .typed import AS_NOBODY, SENDER, Typed

ENDED = _('Phiên đăng nhập VNeID đã hết hoặc đã đổi người, nên chưa gửi. Nội dung đã viết còn '
          'nguyên: đăng nhập lại ở cửa sổ khác rồi bấm Tiếp tục, hoặc gửi không kèm danh tính.')
UNCHOSEN = _('Xin chọn: gửi với danh tính đã xác nhận, hoặc không kèm danh tính.')


class ConfirmedIdentity(Protocol):
    """Who is confirmed, as a form shows it.  ``mark``: by which it is known that it was shown."""

    @property
    def identity(self) -> Identity:
        """Who it is."""

    @property
    def mark(self) -> str:
        """See above."""


class ConfirmedSender:
    """Who sends ``form`` by ``request``, if it asks for that or takes it from who wishes.

    ``found``: gives what the browser keeps of it.
    """

    def __init__(self, request: Request, form: CaseForm,
                 found: Callable[[], ConfirmedIdentity | None]) -> None:
        self._request, self._form, self._found = request, form, found

    @cached_property
    def confirmed(self) -> ConfirmedIdentity | None:
        """Who is confirmed, ``None`` for nobody; of forms that do not ask for nobody, too."""
        return self._found() if self._form.confirmed or self._form.identified else None

    def identity(self, typed: Typed) -> Identity | None:
        """Return the ``Identity`` of who sends ``typed``, ``None`` if it is not known or not to
        be told.
        """
        if self.confirmed is None or self._form.identified and typed.sender != self.confirmed.mark:
            return None
        return self.confirmed.identity

    def problems(self, portal: IPortal, typed: Typed) -> dict[str, str]:
        """Return why nothing is taken of them: ``{'': translatable}``, empty if it is."""
        if not self._form.confirmed:
            is_lost = typed.sender not in ('', AS_NOBODY) and self.identity(typed) is None
            return {'': ENDED} if is_lost else {}
        registry = self._request.registry
        rule: ISenderRule = registry.getUtility(ISenderRule, name=self._form.slug)
        why = rule.against(
            portal, self.identity(typed), typed.values, registry.getUtility(IClock).now())
        return {'': why} if why else {}

    def closed(self) -> Mapping[str, frozenset[str]]:
        """Return the choices that are not open to them, by names of fields."""
        if not self._form.confirmed or self.confirmed is None:
            return {}
        rule: ISenderRule = self._request.registry.getUtility(ISenderRule, name=self._form.slug)
        return rule.closed(self.confirmed.identity)

    def unchosen(self, typed: Typed) -> dict[str, str]:
        """Return that who has logged in has not said whether they send ``typed`` as themselves."""
        is_asked = self._form.identified and self.confirmed is not None
        return {SENDER: UNCHOSEN} if is_asked and not typed.sender else {}

    def ways(self, site: ISite, typed: Typed) -> Mapping[str, str]:
        """Return where they are confirmed, ``''`` for nowhere: if they must be, and if they wish.
        """
        query = urlencode({asked: typed.values[name] for name, asked in self._form.asked
                           if typed.values.get(name)})
        link = self._request.link
        citizens: ICitizens = self._request.registry.getUtility(ICitizens)
        return {
            'confirm_at': f'{link(site, self._form.confirmed)}?{query}' if (
                self._form.confirmed) else '',
            'log_in_at': link(site, MINE) if (
                self._form.identified and citizens.is_open) else ''}
