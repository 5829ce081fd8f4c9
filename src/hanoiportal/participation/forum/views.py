"""The page of a site where who posts is confirmed before: by VNeID, or by a code that comes to
their telephone (clause 4.2.e; NĐ 147/2024/NĐ-CP).
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response

from ...base.interfaces import IClock
from ...kernel.tree.lookup import find_portal
from ...platform.sms.interfaces import CODE_MINUTES, MOST_CODES, NotConfirmed
from ...shells.public.replies.bytelephone import ConfirmingByTelephone
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...shells.public.search.params import params_of
from ...web import View
from ..identities.interfaces import BY_TELEPHONE, WHY, Identity
from ..questions.interfaces import FORMS, WRITING, ISenderRule
from .interfaces import ASKED, BY_PEN_NAME, CONFIRMING, FORM, SHOWN_AS
from .postform import POSTING, TopicSubject, against, topic_at

#: Below the address: to the provider; a code is asked for, and entered; letting the identity go.
LEAVE, ASK_CODE, ENTER_CODE, FORGET = 'vneid', 'dien-thoai', 'ma', 'thoat'
#: Fields: number and code.
NUMBER, CODE = 'so', 'ma'


class ConfirmingSteps(View):
    """The way to the form: who posts is confirmed, for a quarter of an hour, in this browser."""

    def go(self) -> Response:
        """Take a step: to the provider, to a code and back with it, or let the identity go."""
        step = self._steps.get(self.request.subpath)
        if step is None:
            raise HTTPNotFound
        response = HTTPSeeOther(self._here)
        response.headers['Cache-Control'] = 'no-store'
        try:
            return step(response) or response
        except NotConfirmed as error:
            return self.page(WHY[error.code])

    @property
    def _steps(self) -> Mapping[tuple[str, ...], Callable[[Response], Response | None]]:
        return {(LEAVE,): self._leave, (FORGET,): self._confirming.forget,
                (ASK_CODE,): lambda response: self._telephone.ask(
                    self._said(NUMBER), response),
                (ENTER_CODE,): lambda response: self._telephone.enter(
                    self._said(CODE), response)}

    def _leave(self, _response: Response) -> Response:
        return self._confirming.leave(self._here, {}, apart=False, for_cases=True)

    def page(self, problem: str = '') -> Response:
        """Return the page: who is confirmed, or the ways there; or why nobody posts there now."""
        topic = topic_at(find_portal(self.context), self._asked['topic'])
        if topic is None or not topic.is_public:
            raise HTTPNotFound
        self.request.response.headers.update(HEADERS)
        return render_to_response('templates/confirming.pt', {
            'title': POSTING.title, 'noindex': True, 'topic': topic,
            'about': TopicSubject().lines(
                self.context, self._asked, self.request.language.tag),
            'whole': self.request.link(topic), 'against': against(topic, self._asked['reply_to']),
            'problem': problem or self._confirming.reasons.get('', ''),
            'confirmed': self._confirming.confirmed, 'is_open': self._confirming.is_open,
            'by_telephone': self._takes_telephone, 'is_sent': self._telephone.is_waiting,
            'ask_code': self.request.link(self.context, CONFIRMING, ASK_CODE),
            'enter_code': self.request.link(self.context, CONFIRMING, ENTER_CODE),
            'names': (NUMBER, CODE), 'most': MOST_CODES, 'minutes': CODE_MINUTES,
            'by_mail': self._takes(None, {'email': 'a@b.vn', SHOWN_AS: BY_PEN_NAME}), 'fields': [
                (name, self._asked[name]) for name, _query in ASKED],
            'asked': [(query, self._asked[name]) for name, query in ASKED],
            'leave': self.request.link(self.context, CONFIRMING, LEAVE),
            'forget': self.request.link(self.context, CONFIRMING, FORGET),
            'write': self.request.link(self.context, FORMS, FORM, WRITING)},
            self.request, response=self.request.response)

    @property
    def _takes_telephone(self) -> bool:
        """Whether a telephone is enough today, and codes are sent."""
        return self._telephone.telephones.is_open and self._takes(
            Identity('', '', BY_TELEPHONE, self._now), {SHOWN_AS: BY_PEN_NAME})

    def _takes(self, identity: Identity | None, values: Mapping[str, str]) -> bool:
        rule: ISenderRule = self.request.registry.getUtility(ISenderRule, name=FORM)
        return not rule.against(find_portal(self.context), identity, values, self._now)

    @property
    def _now(self) -> datetime.datetime:
        clock: IClock = self.request.registry.getUtility(IClock)
        return clock.now()

    def _said(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return found if isinstance(found, str) else ''

    @reify
    def _telephone(self) -> ConfirmingByTelephone:
        return ConfirmingByTelephone(self.request, CONFIRMING)

    @reify
    def _confirming(self) -> Confirming:
        return Confirming(self.request, CONFIRMING)

    @reify
    def _asked(self) -> Mapping[str, str]:
        """Topic and post, of the address or of the form."""
        post = self.request.POST if self.request.method == 'POST' else {}
        return {name: str(post.get(query) or params_of(self.request, query))
                for name, query in ASKED}

    @property
    def _here(self) -> str:
        query = urlencode({query: self._asked[name] for name, query in ASKED
                           if self._asked[name]})
        return f'{self.request.link(self.context, CONFIRMING)}?{query}'
