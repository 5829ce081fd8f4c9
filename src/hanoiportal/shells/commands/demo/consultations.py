"""Consultations of a demonstration: one that is open, in its second version, one that is summed up
and one that becomes a decision when its comments are answered.
"""
import datetime
from typing import Any

import yaml

from ....base.clock import local, start_of
from ....base.settings import ISettings
from ....kernel.tree.lookup import path_of
from ....participation.consultations.interfaces.drafts import (
    SECTION,
    TYPE,
    IConsultation,
    IConsultations,
)
from ....participation.draftimport.interfaces import IDraftImport
from ....platform.provisioning.demo.interfaces import MADE_UP
from ..environment import Environment
from .desk import request_of, take

_LAWS = 'van-ban-qppl'
_FIELDS = ('title', 'summary', 'body', 'drafting_body')
_STEPS = (('bientap', 'submit'), ('bientap', 'pass_on'), ('truongban', 'approve'))
_KIND = 'quyet-dinh-cua-ubnd-qppl'
_RECEIVING = {
    'receiving_unit': 'Văn phòng Ủy ban nhân dân thành phố Hà Nội',
    'receiving_address': '79 phố Đinh Tiên Hoàng, phường Hoàn Kiếm, thành phố Hà Nội',
    'receiving_email': 'gopy@hanoi.example'}


#: An entry of the file: untyped, as YAML is.
Row = dict[str, Any]


def consult(environment: Environment) -> None:
    """Make the consultations of ``config/demo/consultations.yaml`` on the city's portal."""
    for row in rows(environment):
        environment.in_transaction(lambda row=row: _make(environment, row))


def enact(environment: Environment) -> None:
    """Let the drafts that say so become decisions; all that was said of them is answered."""
    for row in rows(environment):
        if 'enacted' in row:
            environment.in_transaction(lambda row=row: _enact(
                environment, environment.portal[SECTION][row['name']], row['enacted']))


def rows(environment: Environment) -> list[Row]:
    """Return the entries of the file."""
    data = environment.registry.getUtility(ISettings).data
    path = data.with_name('demo') / 'consultations.yaml'
    return list(yaml.safe_load(path.read_text(encoding='utf-8')))


def _make(environment: Environment, row: Row) -> None:
    today = local(environment.clock.now()).date()
    opens, closes = (today + datetime.timedelta(days=row[name]) for name in ('opens', 'closes'))
    item = environment.editing.add(environment.portal[SECTION], row['name'], TYPE, {
        **{name: row[name] for name in _FIELDS if name in row}, **_RECEIVING,
        'document_kind': _KIND, 'opens': opens.isoformat(), 'closes': closes.isoformat(),
        'full_text': row['versions'][0]}, environment.actor)
    environment.editing.translate(item, 'en', row['en'], environment.actor)
    for document in (item, item.translations['en']):
        environment.publishing.publish_imported(
            document, environment.actor, MADE_UP, start_of(opens))
    for text in row['versions'][1:]:
        _redraft(environment, item, text)


def _redraft(environment: Environment, item: IConsultation, text: str) -> None:
    """Publish a new version of which all that is proposed was confirmed."""
    request = request_of(environment, 'bientap.thanhpho')
    bringing = request.service(IDraftImport)
    found = bringing.preview(item, text)
    bringing.keep(item, text, found.base, {
        number: step.old for number, step in enumerate(found.steps) if step.new and step.old},
        request.authenticated_userid)
    for person, step in _STEPS:
        take(environment, f'{person}.thanhpho', item, step, '')


def _enact(environment: Environment, item: IConsultation, row: Row) -> None:
    day = local(environment.clock.now()).date() + datetime.timedelta(days=row['days'])
    number = f'{row["number"]}/{day.year}/QĐ-UBND'
    decision = environment.editing.add(environment.portal[_LAWS], '', 'LegalDocument', {
        'title': f'Quyết định số {number}', 'summary': item.title.removeprefix(
            'Dự thảo Quyết định '), 'kind': _KIND, 'number': number,
        'issued': day.isoformat(), 'issuer': 'Ủy ban nhân dân thành phố Hà Nội',
        'signer': 'Nguyễn Văn Minh Họa', 'signer_position': 'KT. Chủ tịch, Phó Chủ tịch',
        'secrecy': 'khong', 'effective': (day + datetime.timedelta(days=10)).isoformat(),
        'status': 'con', 'full_text': row['text']}, environment.actor)
    environment.publishing.publish_imported(decision, environment.actor, MADE_UP, start_of(day))
    request = request_of(environment, 'truongban.thanhpho')
    consultations = request.service(IConsultations)
    consultations.finish(item, request.authenticated_userid)
    consultations.enact(item, path_of(decision), request.authenticated_userid)
