"""Which body is competent, and which one receives (clauses 4.2.d, 13.1.e)."""
import csv
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ...base.interfaces import IPortal, ISite
from ...editorial.boards.interfaces import IBoards
from ...kernel.tree.lookup import find_portal
from .interfaces import COMMUNES, CaseForm, CaseTopic


class Receiver(NamedTuple):
    """To whom a case goes.  ``chosen``: the body that it is meant for.  ``inbox``: the site that
    receives it: the city, if the body has nobody who could.
    """

    chosen: ISite
    inbox: ISite

    @property
    def passes_on(self) -> bool:
        """Whether the city receives it in place of the body."""
        return self.chosen is not self.inbox


def read_topics(path: Path) -> dict[str, CaseTopic]:
    """Return the ``CaseTopic`` of the file ``case_fields.csv`` at ``path``, by code."""
    with path.open(encoding='utf-8', newline='') as lines:
        return {row['code']: CaseTopic(row['code'], row['title_vi'], row['title_en'], row['site'])
                for row in csv.DictReader(lines)}


def competent(
        site: ISite, form: CaseForm, topics: Mapping[str, CaseTopic],
        chosen: Mapping[str, str]) -> list[ISite]:
    """Return the bodies that a case may be sent to from ``site``, the one to which it goes unless
    another is chosen first: the competent one, or ``site`` (``CaseForm.own_first``).

    ``chosen``: in the first step: ``field``, a code of ``topics``; ``place``, name of the site of
    a ward or commune.
    """
    portal = find_portal(site)
    if form.to_city:
        return [portal]
    topic = topics.get(chosen.get('field', ''))
    found = _by_topic(portal, topic, chosen.get('place', ''))
    own_first = form.own_first and site is not portal
    return list(dict.fromkeys([site, *found] if own_first else [*found, site]))


def _by_topic(portal: IPortal, topic: CaseTopic | None, place: str) -> list[ISite]:
    sites: Mapping[str, ISite] = portal['sites']
    name = '' if topic is None else place if topic.site == COMMUNES else topic.site
    return [sites[name]] if name and name in sites else []


def receiver(
        bodies: list[ISite], chosen: Mapping[str, str], boards: IBoards,
        now: datetime.datetime) -> Receiver:
    """Return who receives at ``now``, aware UTC, what is sent to one of ``bodies``: the one that
    ``chosen`` names by its object id as ``receiver``, else the first.
    """
    wanted = chosen.get('receiver')
    body = next((each for each in bodies if str(each.__oid__) == wanted), bodies[0])
    portal = find_portal(body)
    answers = body.is_active and not getattr(body, 'is_external', False)
    if body is portal or (answers and boards.is_active(body, now)):
        return Receiver(body, body)
    return Receiver(body, portal)
