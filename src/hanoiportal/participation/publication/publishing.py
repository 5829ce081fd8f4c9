"""The effect that publishes what a board has approved: once, by its token."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import cast

from ...base.interfaces import IContainer, ISite
from ...content.versions.interfaces import IEditing, INaming
from ...editorial.boards.interfaces import IBoards
from ...editorial.publishing.interfaces import IPublishing
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import in_work, item_of, site_of
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import IDefinitions, definition_of
from ...kernel.workflow.interfaces import APPROVED, GONE
from ...kernel.workflow.records import MAJOR, Approval, review_of
from ...platform.outbox.interfaces import IDoneEffects, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import NAME_ENDED, PUBLISH_ENDED, PUBLISHED, Case, ICases
from .interfaces import SECTIONS, TYPE, Publication
from .marking import unmasked
from .resource import KEY, PublicationBook
from .texts import PUBLICATION, read_publication

CHANGED = 'Cập nhật câu hỏi và câu trả lời.'
TAKEN_BACK = 'Người gửi không còn đồng ý với bản công khai này.'


def publish_case(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Publish the text that was approved with ``token``, and let its case know the item.

    A key that was destroyed meanwhile, or a later approval, lets nothing happen; so does consent
    that was taken back, and the approval is void.  What is published while consent is taken back
    is withdrawn at once.
    """
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(int(payload['number']))
    found = read_publication(cases.kept(case, PUBLICATION)) if case is not None else None
    if case is None or found is None or found.token != token:
        return
    made = environment.in_transaction(partial(_publish, environment, case, found))
    if not made:
        environment.in_transaction(partial(_let_go, environment, case, found))
        return
    environment.in_transaction(partial(_note, environment, case.number, token, made))
    if environment.in_transaction(partial(_take_back, environment, case.number, found, made)):
        environment.in_transaction(partial(_let_go, environment, case, found))


def _publish(environment: IEnvironment, case: Case, publication: Publication) -> str:
    """Return the object id of the item that is public now, ``''`` if its sender no longer agrees.
    """
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    made = done.of(publication.token)
    if made or not _is_agreed(case, publication):
        return made
    item = _written(environment, case, publication)
    working_copy = in_work(item)
    review = review_of(working_copy)
    review.authors |= frozenset(publication.authors)
    review.approvals = _approvals(environment, site_of(environment.portal, case.site), publication)
    if item.published_at is not None:
        review.change, review.change_note = MAJOR, CHANGED
    working_copy.state = APPROVED
    publishing: IPublishing = environment.request.service(IPublishing)
    verdict = publishing.judge(item)
    if verdict.digest != publication.digest:
        raise ValueError('not the text that was approved')
    publishing.publish(item, publication.approvals[-1][0], verdict=verdict)
    done.note(publication.token, str(item.__oid__))
    return str(item.__oid__)


def _is_agreed(case: Case, publication: Publication) -> bool:
    """Return whether its sender has taken no consent back since the last approval."""
    ends = {PUBLISH_ENDED, NAME_ENDED} if publication.values['asked_by'] else {PUBLISH_ENDED}
    for event in reversed(case.events):
        if event.ground in ends or event.digest == publication.digest:
            return event.ground not in ends
    return True


def _let_go(environment: IEnvironment, case: Case, publication: Publication) -> None:
    """Let ``publication`` be no approval any more, unless there is a later one."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    if read_publication(cases.kept(case, PUBLICATION)) == publication:
        cases.keep(case, PUBLICATION, '')


def _written(environment: IEnvironment, case: Case, publication: Publication) -> Described:
    """Return the item, whose version in work says what was approved."""
    editing: IEditing = environment.request.service(IEditing)
    author, values = publication.authors[0], publication.values
    before = _public_before(environment, case)
    if before is None:
        section = _section(site_of(environment.portal, case.site), case.kind)
        naming: INaming = environment.request.service(INaming)
        name = naming.free_name(section, unmasked(values['title']))
        return cast(Described, editing.add(
            section, name, TYPE, values, author, {'token': publication.token}))
    editing.edit(before, values, author)
    return before


def _public_before(environment: IEnvironment, case: Case) -> Described | None:
    """Return the item that the case has become before, if it can be changed."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    found = item_of(environment.portal, cases.standing(case, environment.clock.now()).item)
    if found is None or found.state in GONE or found.working is not None:
        return None
    return found


def _section(site: ISite, kind: str) -> IContainer:
    """Return the section of ``site`` for questions of that ``kind``."""
    sections = cast(Mapping[str, IContainer], site)
    name = SECTIONS[kind]
    return sections[name if name in sections else next(iter(SECTIONS.values()))]


def _approvals(environment: IEnvironment, site: ISite,
               publication: Publication) -> tuple[Approval, ...]:
    definition = definition_of(site, environment.registry.getUtility(IDefinitions))
    board = environment.request.service(IBoards).board(site)
    basis = board.decision if board is not None else ''
    stages = definition.stages_of(len(publication.approvals))
    return tuple(
        Approval(actor, moment, publication.digest, stage=stage, basis=basis)
        for stage, (actor, moment) in zip(stages, publication.approvals, strict=True))


def _note(environment: IEnvironment, number: int, token: str, item: str) -> None:
    """Let the case know that it is public as ``item``."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    book = get_or_create(interactions_of(environment.portal), KEY, PublicationBook)
    book.items[item] = number
    if case is not None:
        cases.append(case, PUBLISHED, item=item, site=case.site,
                     source=f'published:{token}:{item}')


def _take_back(environment: IEnvironment, number: int, publication: Publication,
               made: str) -> bool:
    """Withdraw the item ``made`` if consent was taken back before its case knew it; return whether
    it was.  From then on nobody takes it back.
    """
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case, item = cases.get(number), item_of(environment.portal, made)
    if case is None or item is None or _is_agreed(case, publication):
        return False
    if item.is_public:
        environment.request.service(IPublishing).withdraw(item, SYSTEM, why=TAKEN_BACK)
    return True
