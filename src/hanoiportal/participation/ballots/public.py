"""``xac-thuc-phieu``: somebody confirms who they are and gets the token of a survey (RFC 9474).

The portal sees who asks and does not see the token; later it sees the token and not who sends it.
``ballot.js`` blinds it, so the page needs scripts; without them one answers without a token.
"""
from __future__ import annotations

import base64
import binascii
import datetime
from functools import cached_property

from pyramid.httpexceptions import HTTPNotFound, HTTPTooManyRequests
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import VIEW
from ...shells.public.page.stylesheet import asset_url
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...web import View
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..identities.interfaces import WHY as WHY_NOT
from ..identities.interfaces import Unconfirmed
from .interfaces import (
    BLINDED,
    FORGED,
    SIGNATURE,
    TOKEN,
    TOKENS,
    WHY,
    IBallotBoxes,
    IBalloted,
    IOpenPaper,
    NotTaken,
    Paper,
)

TEMPLATE = 'hanoiportal.participation.ballots:templates/token.pt'
#: Below the address: to the provider, and to the signature.
LEAVE, SIGN = 'vneid', 'ky'
SCRIPTS = _('Trang này cần JavaScript để Cổng không thấy mã của quý vị. Không có JavaScript thì '
            'vẫn trả lời được, và câu trả lời được tính riêng là chưa xác thực.')


class TokenView(View):
    """One survey, for who wants its token."""

    @view_config(context=IBalloted, name=TOKENS, request_method=('GET', 'HEAD'), permission=VIEW)
    def show(self) -> Response:
        """Show the way to the provider, or to the token."""
        return self._page('')

    @view_config(context=IBalloted, name=TOKENS, request_method='POST', require_csrf=False,
                 subpath=True, permission=VIEW)
    def take(self) -> Response:
        """Lead to the provider, or sign."""
        refuse_foreign(self.request)
        if self.request.subpath == (SIGN,):
            return self._sign()
        if self.request.subpath != (LEAVE,):
            raise HTTPNotFound
        try:
            return self._confirming.leave(self._here, {}, apart=False, for_ballot=True)
        except Unconfirmed as error:
            return self._page(WHY_NOT[error.code])

    def _sign(self) -> Response:
        """Return the blind signature as JSON, and let the browser forget who it was for."""
        identity = self._confirming.identity
        if identity is None or BLINDED not in self.request.POST:
            return self._page(SCRIPTS if identity else '')
        try:
            refuse_too_many(self.request, TOKEN)
            signature = self._boxes.sign_blinded(
                self._paper, identity.pseudonym, self._blinded, self._now)
        except NotTaken as refused:
            return self._said({'why': self._words(WHY[refused.code])}, 409)
        except HTTPTooManyRequests:
            return self._said({'why': self._words(WHY_NOT['busy'])}, 429)
        response = self._said({SIGNATURE: base64.b64encode(signature).decode()}, 200)
        self._confirming.forget(response)
        return response

    @property
    def _blinded(self) -> bytes:
        try:
            return base64.b64decode(str(self.request.POST[BLINDED]), validate=True)
        except (binascii.Error, ValueError):
            raise NotTaken(FORGED) from None

    def _said(self, said: dict[str, str], status: int) -> Response:
        response = Response(json=said, status=status)
        response.headers.update(HEADERS)
        return response

    def _words(self, sentence: str) -> str:
        return str(self.request.localizer.translate(sentence))

    def _page(self, problem: str) -> Response:
        paper, confirmed = self._paper, self._confirming.confirmed
        self.request.response.headers.update(HEADERS)
        return render_to_response(TEMPLATE, {
            'title': _('Xác thực để trả lời khảo sát'), 'noindex': True, 'problem': problem,
            'scripts': SCRIPTS, 'here': self._here, 'confirmed': confirmed, 'survey': paper.survey,
            'next_page': self.request.link(self.context), 'script': asset_url('ballot.js'),
            'key': base64.b64encode(self._boxes.token_key(paper)).decode() if confirmed else '',
        }, self.request, response=self.request.response)

    @property
    def _here(self) -> str:
        return str(self.request.link(self.context, TOKENS))

    @cached_property
    def _paper(self) -> Paper:
        """The paper of the survey.  Raises ``HTTPNotFound`` where nobody is confirmed, or nothing
        is asked now.
        """
        paper: Paper | None = self.request.registry.queryAdapter(self.context, IOpenPaper)
        if paper is None or self._now >= paper.closes or not self._confirming.is_open:
            raise HTTPNotFound
        return paper

    @cached_property
    def _confirming(self) -> Confirming:
        return Confirming(self.request, f'ballot {self.context.__oid__}')

    @property
    def _boxes(self) -> IBallotBoxes:
        found: IBallotBoxes = self.request.registry.getUtility(IBallotBoxes)
        return found

    @cached_property
    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self.request.registry.getUtility(IClock).now()
        return now
