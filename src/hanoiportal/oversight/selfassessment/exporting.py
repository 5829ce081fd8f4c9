"""All answers of a period as a table."""
from collections.abc import Iterator, Mapping, Sequence

from pyramid.request import Request

from ...base.interfaces import ISite
from .interfaces import Assessment, ISelfAssessments
from .rows import ANSWERS, STATES, said_of

COLUMNS = ('site', 'title', 'state', 'code', 'criterion', 'answer', 'max_points', 'measured',
           'remark')


def lines(service: ISelfAssessments, found: Mapping[str, Assessment], sites: Sequence[ISite],
          period: str, request: Request) -> Iterator[tuple[object, ...]]:
    """Yield a line for each criterion of each of ``sites``, one for a site that said nothing."""
    said = request.localizer.translate
    criteria = {each.criterion.code: each.criterion
                for each in service.proposals(request.root, period)}
    for site in sites:
        kept = found.get(str(site.__oid__))
        head = (site.__name__ or 'hanoi', site.title,
                said(STATES['' if kept is None else kept.state]))
        if kept is None:
            yield head
        for code, answer in () if kept is None else kept.answers.items():
            criterion = criteria.get(code)
            yield (*head, code, criterion.titles['vi'] if criterion else '',
                   said(ANSWERS.get(answer.value, answer.value)),
                   criterion.most or '' if criterion else '',
                   said(said_of(answer.measured)), answer.remark)
