"""``/du-lieu-cua-toi``: what the portal holds of who has signed in by VNeID, or of a case that
this browser has opened, to be saved.
"""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from ...base.interfaces import ISite
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...shells.public.replies.openedcases import OpenedCases
from ...web import View
from ...web.files import named
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import Attachment, ICases
from ..identities.interfaces import MINE
from .interfaces import COPY, IPersonalCopies


class PersonalDataView(View):
    """Gives the copy: below the address the name of an opened case, nothing for all of a person.
    """

    @view_config(context=ISite, name=COPY, request_method='POST', require_csrf=False)
    def give(self) -> Response:
        """Give it; whoever has opened nothing gets what there is for no such address."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'track')
        found = self._copy()
        if found is None:
            raise HTTPNotFound
        response = Response(found.content, content_type=found.media_type, charset='utf-8')
        response.headers.update({
            **HEADERS, 'Content-Disposition': named('attachment', found.filename)})
        return response

    def _copy(self) -> Attachment | None:
        registry, steps, tag = self.request.registry, self.request.subpath, (
            self.request.language.tag)
        copies: IPersonalCopies = registry.getUtility(IPersonalCopies)
        if not steps:
            identity = Confirming(self.request, MINE).identity
            return identity and copies.of_person(self.request.root, identity.pseudonym, tag)
        number = OpenedCases(self.request).number(steps[0]) if len(steps) == 1 else None
        cases: ICases = registry.getAdapter(self.context, ICases)
        case = None if number is None else cases.get(number)
        return None if case is None else copies.of_cases(self.request.root, [case], tag)
