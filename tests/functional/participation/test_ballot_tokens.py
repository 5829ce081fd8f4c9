"""The token of a survey, from VNeID to an answer that is counted as verified."""
import base64
import re

import pytest
import transaction
from hanoiportal.base.questionnaires.questions import TEXT, Question, Words
from hanoiportal.base.questionnaires.written import written
from hanoiportal.participation.ballots.interfaces import IBallotBoxes, IOpenPaper
from hanoiportal.participation.surveys.interfaces import ISurvey
from servers.vneid import NAME, vneid_settings
from support.application import app
from support.ballots import PAPER, Blinding
from support.link_redemption import sent
from support.public_forms import form_of
from webtest import TestApp

HERE = {'Origin': 'http://localhost'}
stranger = app
own_settings = vneid_settings
PAGE = '/sites/soxaydung/khao-sat-danh-gia/xe-buyt/xac-thuc-phieu'


@pytest.fixture
def paper(small_portal, editing, publishing, staff, registry, clock):
    """That of a survey which is public and open."""
    item = editing.add(
        small_portal['sites']['soxaydung']['khao-sat-danh-gia'], 'xe-buyt', 'Survey',
        {'title': 'Xe buýt', 'summary': 'Về xe buýt', 'surveying_body': 'Sở Xây dựng',
         'opens': '2026-11-01', 'closes': '2030-11-01',
         'questions': written([Question('q1', TEXT, Words('Vì sao?'))])},
        staff['soxaydung-contributor'].id)
    publishing.publish_imported(item, 'test', 'tests')
    found = PAPER._replace(survey=str(item.__oid__), closes=clock.now().replace(year=2030))
    registry.registerAdapter(lambda _survey: found, (ISurvey,), IOpenPaper)
    transaction.commit()
    return found




def confirmed(stranger, vneid):
    """Return the page of the token for who has been to VNeID."""
    away = sent(form_of(stranger.get(PAGE), '/vneid'), stranger)
    assert 'không gắn với danh tính' in away.html.main.text
    assert 'Ban Biên tập' not in away.html.main.text
    back = stranger.get(vneid.agree(away.html.find('a', rel='noreferrer')['href'])).follow()
    leads = back.html.find('meta', {'http-equiv': 'refresh'})['content']
    return stranger.get(leads.partition('url=')[2])


def signed(stranger, blinded, status=200):
    return stranger.post(f'{PAGE}/ky', {'blinded': base64.b64encode(blinded).decode()},
                         headers=HERE, status=status)


@pytest.mark.clause('4.2.f')
def test_who_is_confirmed_gets_one_token_and_its_answer_counts_as_verified(
        paper, stranger, vneid, clock, registry, wsgi):
    vneid.clock = clock
    page = confirmed(stranger, vneid)
    assert NAME in page.text and page.headers['Cache-Control'] == 'no-store'
    form = page.html.find('form', {'data-ballot-key': True})
    assert form['data-ballot'] == paper.survey and form['action'].endswith('/ky')
    blinding = Blinding(base64.b64decode(form['data-ballot-key']))

    assert 'không phải do Cổng cấp' in signed(stranger, b'x', 409).json['why']
    said = signed(stranger, blinding.blinded)

    token = blinding.token(base64.b64decode(said.json['signature']))
    boxes = registry.getUtility(IBallotBoxes)
    boxes.drop(paper, frozenset({'q1.a'}), {}, token, clock.now())
    boxes.look(clock.now())
    assert boxes.counts(paper).verified.number == 1
    assert NAME not in stranger.get(PAGE).text  # the browser has forgotten who it was
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    confirmed(other, vneid)
    assert 'đã được cấp một lần' in signed(other, Blinding(
        boxes.token_key(paper)).blinded, 409).json['why']


@pytest.mark.clause('4.2.f')
def test_without_scripts_an_identity_or_an_origin_nothing_is_signed(
        paper, stranger, vneid, clock):
    vneid.clock = clock
    assert 'cần JavaScript' in stranger.get(PAGE).html.main.noscript.text
    assert 'Xác nhận bằng VNeID' in signed(stranger, b'\1' * 256).text
    confirmed(stranger, vneid)
    page = stranger.post(f'{PAGE}/ky', {}, headers=HERE)
    assert 'cần JavaScript' in page.html.find(role='alert').text and not page.html.main.noscript
    stranger.post(f'{PAGE}/ky', {}, headers={'Origin': 'https://example.org'}, status=404)
    stranger.post(f'{PAGE}/nothing', {}, headers=HERE, status=404)


def test_what_takes_no_answers_has_no_such_page(paper, stranger, registry, clock):
    assert stranger.get(PAGE, status=200)
    registry.registerAdapter(lambda _survey: None, (ISurvey,), IOpenPaper)
    assert stranger.get(PAGE, status=404)
    registry.registerAdapter(
        lambda _survey: paper._replace(closes=clock.now()), (ISurvey,), IOpenPaper)
    assert stranger.get(PAGE, status=404)


def test_a_page_in_english(paper, stranger):
    page = stranger.get(f'/english{PAGE}')
    assert 'hides it before the portal signs it' in re.sub(r'\s+', ' ', page.html.main.text)
