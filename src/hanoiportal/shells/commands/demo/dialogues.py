"""Live dialogues of a demonstration: one that is archived, one that goes on all day, one to come.
"""
import datetime
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from ....base.clock import UTC, local
from ....base.settings import ISettings
from ....kernel.inspection.upload import Incoming
from ....kernel.tree.lookup import find_site
from ....participation.batches.interfaces import IBatches
from ....participation.cases.interfaces import (
    DIALOGUE,
    PROCESS,
    PUBLISH,
    Case,
    ICases,
    Submission,
)
from ....participation.dialogues.interfaces import (
    SECTION,
    TYPE,
    IDialogue,
    IDialogueClosing,
    IDialogueQueue,
    IModerating,
)
from ....participation.publication.interfaces import PublicText
from ....platform.officefiles.interfaces import IOfficeFiles, OfficeDocument, Paragraph
from ....platform.provisioning.demo.interfaces import MADE_UP
from ....platform.scheduling.interfaces import IJob
from ..environment import Environment
from .desk import request_of
from .orders import at_moment

_MINUTE = datetime.timedelta(minutes=1)
_FIELDS = ('title', 'kind', 'summary', 'place', 'who', 'guests', 'programme', 'stream')
#: Who of the board approves, one after another, until it is enough.
_BOARD = 'uyvien', 'truongban'

#: An entry of the file: untyped, as YAML is.
Row = dict[str, Any]


def talk(environment: Environment) -> None:
    """Make the dialogues of ``config/demo/dialogues.yaml`` on the city's portal."""
    for row in _rows(environment):
        item = environment.in_transaction(partial(_make, environment, row))
        with at_moment(environment.registry, _asked_at(item)):
            environment.in_transaction(partial(_ask, environment, item, row))
        environment.registry.getUtility(IJob, name='dialogue questions').run(environment)
        _answer(environment, item, row)


def _rows(environment: Environment) -> Iterator[Row]:
    path = _folder(environment) / 'dialogues.yaml'
    yield from yaml.safe_load(path.read_text(encoding='utf-8'))


def _folder(environment: Environment) -> Path:
    return environment.registry.getUtility(ISettings).data.with_name('demo')


def _make(environment: Environment, row: Row) -> IDialogue:
    day = local(environment.clock.now()).date() + datetime.timedelta(days=row['day'])
    start, end = (f'{day.isoformat()}T{hour}' for hour in row['hours'])
    item: IDialogue = environment.editing.add(
        environment.portal[SECTION], row['name'], TYPE, {
            **{name: row[name] for name in _FIELDS if name in row}, 'start': start, 'end': end,
            **_recording(environment, row)}, environment.actor)
    environment.editing.translate(item, 'en', row['en'], environment.actor)
    since = min(environment.clock.now(), _asked_at(item))
    for document in (item, item.translations['en']):
        environment.publishing.publish_imported(document, environment.actor, MADE_UP, since)
    return item


def _recording(environment: Environment, row: Row) -> dict[str, Incoming]:
    """Return the film, its captions and the minutes of a dialogue that has been recorded."""
    name = row.get('recorded')
    if not name:
        return {}
    folder = _folder(environment)
    office: IOfficeFiles = environment.registry.getUtility(IOfficeFiles)
    minutes = office.docx(OfficeDocument(
        kind='BIÊN BẢN', subject=row['title'], agency='VĂN PHÒNG (MINH HỌA)',
        body=tuple(Paragraph(f'{each["ask"]}\n{each["by"]}: {each["answer"]}')
                   for each in row['asked'])))
    return {field: Incoming(f'{name}.{kind}', BytesIO(content)) for field, kind, content in (
        ('recording', 'mp4', (folder / f'{name}.mp4').read_bytes()),
        ('captions', 'vtt', (folder / f'{name}.vtt').read_bytes()), ('minutes', 'docx', minutes))}


def _asked_at(item: IDialogue) -> datetime.datetime:
    """Return when all questions came: a day before."""
    return (item.start or datetime.datetime.now(UTC)) - datetime.timedelta(days=1)


def _ask(environment: Environment, item: IDialogue, row: Row) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    moment = min(_asked_at(item), environment.clock.now())
    for each in row['asked']:
        for _number in range(each['same']):
            cases.receive(Submission(
                DIALOGUE, str(find_site(item).__oid__), each['ask'], each['ask'],
                consents=frozenset({PROCESS, PUBLISH}),
                details={'dialogue': str(item.__oid__)}), now=moment)


def _answer(environment: Environment, item: IDialogue, row: Row) -> None:
    """Answer each question that has an answer at its minute, and archive what says so."""
    outbox = environment.registry.getUtility(IJob, name='outbox')
    for each in row['asked']:
        if 'answer' not in each or item.start is None:
            continue
        with at_moment(environment.registry, item.start + each['after'] * _MINUTE):
            environment.in_transaction(partial(_write, environment, item, each))
            environment.in_transaction(partial(_approve, environment, item))
            outbox.run(environment)
    if row.get('archived'):
        environment.in_transaction(partial(_place, environment, item, row))
        environment.in_transaction(partial(_archive, environment, item))
        outbox.run(environment)


def _write(environment: Environment, item: IDialogue, said: Row) -> None:
    request = request_of(environment, 'tiepnhan.thanhpho')
    moderating: IModerating = request.service(IModerating)
    case = _case(environment, item, said['ask'])
    moderating.answer(
        item, case, PublicText(question=said['ask'], answer=said['answer'], reason=said['by']),
        True, request.authenticated_userid)


def _case(environment: Environment, item: IDialogue, text: str) -> Case:
    """Return the first question that asks ``text``."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    queue: IDialogueQueue = environment.registry.getAdapter(environment.portal, IDialogueQueue)
    found = (cases.get(row.number) for row in queue.of(str(item.__oid__)))
    return next(case for case in found if case is not None
                and (contents := cases.open(case)) is not None and contents.text == text)


def _approve(environment: Environment, item: IDialogue) -> None:
    writer = request_of(environment, 'tiepnhan.thanhpho')
    batch = writer.service(IBatches).propose(item, writer.authenticated_userid)
    for person in _BOARD:
        board = request_of(environment, f'{person}.thanhpho')
        if board.service(IBatches).approve(
                item, batch.digest, board.authenticated_userid):
            return


def _place(environment: Environment, item: IDialogue, row: Row) -> None:
    """Say where in the recording the answers are."""
    request = request_of(environment, 'tiepnhan.thanhpho')
    closing: IDialogueClosing = request.service(IDialogueClosing)
    seconds = {each['ask']: each['recorded'] for each in row['asked'] if 'recorded' in each}
    closing.keep(item, {each.id: seconds[each.question] for each in item.answers
                        if each.question in seconds}, request.authenticated_userid)


def _archive(environment: Environment, item: IDialogue) -> None:
    for person in _BOARD:
        board = request_of(environment, f'{person}.thanhpho')
        closing: IDialogueClosing = board.service(IDialogueClosing)
        if closing.approve(item, closing.digest(item), board.authenticated_userid):
            return
