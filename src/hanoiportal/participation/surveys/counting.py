"""Answers to surveys, as events of the ledger: a total of each edition that is closed."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import cast

from ...base.i18n import DEFAULT
from ...base.questionnaires import results
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.lookup import find_site, in_work
from ...platform.ledger.interfaces import VOTES, Event
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import TYPE, ISurvey
from .tallying import MOST


def counted(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
    """Yield how many answers each edition had whose box is closed, on its last day; for
    ``config.add_totals``.
    """
    catalog = environment.request.service(ICatalog)
    for item in catalog.latest(environment.portal, DEFAULT, 0, MOST, (TYPE,)).items:
        survey = cast(ISurvey, item)
        for each in results.read(cast(ISurvey, in_work(survey)).results):
            if each.closed >= since:
                yield Event.total(
                    VOTES, each.closed.isoformat(), find_site(survey).__oid__,
                    each.verified.number + each.unverified.number, field=str(each.edition),
                    item=str(survey.__oid__))
