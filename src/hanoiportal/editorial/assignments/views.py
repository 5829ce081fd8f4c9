"""What the pages of assignments at a site have in common."""
from collections.abc import Mapping

from pyramid.request import Request

from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...shells.desk.frame.view import DeskView
from .interfaces import Assignment, IAssigning, IAssignments, ICoverage

#: What a template is given.
Values = Mapping[str, object]


class AtAssignments(DeskView):
    """What the pages at a site have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.assignments: IAssignments = request.service(IAssignments)
        self.assigning: IAssigning = request.service(IAssigning)
        self.coverage: ICoverage = request.service(ICoverage)
        self.actor = request.identity.id
        self.may_plan = self.assigning.may_plan(context)

    def named(self, number: object) -> Assignment | None:
        """Return the assignment of that number, if it is one of the site that the asker sees."""
        found = self.assignments.get(number_in(number))
        if found is None or found.site != str(self.context.__oid__) or not (
                self.assigning.may_see(found, self.actor)):
            return None
        return found
