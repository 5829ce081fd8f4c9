"""The demonstration: made-up content for trials and training, which says so on every page."""
import datetime
import json
import re
import shutil
from hashlib import sha256
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hanoiportal import main
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.base.interfaces import IItem
from hanoiportal.content.outside.resource import Answered, outside_of
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.clarifications.interfaces import LETTER
from hanoiportal.editorial.crossposting.interfaces import (
    ACCEPTED,
    ASKED,
    COMPULSORY,
    ENDED,
    HELD,
    PROPOSED,
    RECOMMENDED,
    WAITING,
)
from hanoiportal.editorial.royalties.interfaces import PAID, IRoyalties
from hanoiportal.kernel.security.authorization.roles import TITLES as ROLES
from hanoiportal.kernel.security.startup.starting import Unsafe
from hanoiportal.kernel.tree.lookup import is_listed, item_of, texts_of, walk
from hanoiportal.kernel.workflow.interfaces import ARCHIVED
from hanoiportal.kernel.workflow.interfaces import TITLES as STATES
from hanoiportal.oversight.domainregister.interfaces import HSTS, MISSING, IDomains, IDomainWatch
from hanoiportal.oversight.reports.interfaces import SENT, IReports
from hanoiportal.oversight.scoring.interfaces import FINAL, IScoringCriteria, IScorings
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    CALLED,
    CONTRIBUTION,
    KINDS,
    NOTE,
    SPLIT,
    ICases,
)
from hanoiportal.participation.cases.interfaces import PUBLISHED as MADE_PUBLIC
from hanoiportal.participation.cases.interfaces import STATES as CASE_STATES
from hanoiportal.participation.contributions.interfaces import IInviting
from hanoiportal.participation.inbox.codes import LINKED, RETURNED, SUBMITTED, WRITTEN
from hanoiportal.participation.inbox.interfaces import IInbox
from hanoiportal.participation.tracking.interfaces import SOLVED, ISatisfaction
from hanoiportal.platform.duties.interfaces import (
    EXCUSED,
    MET,
    MET_LATE,
    MISSED,
    REDATED,
    RUNNING,
    IDuties,
)
from hanoiportal.platform.ledger.interfaces import PUBLISHED, IEvents
from hanoiportal.platform.provisioning.demo.interfaces import LONG
from hanoiportal.platform.provisioning.demo.pictures import Pictures
from hanoiportal.platform.provisioning.demo.services import Demonstration
from hanoiportal.platform.registers.interfaces import AT_ONCE
from hanoiportal.platform.registers.resource import rows_of
from hanoiportal.shells.commands import main as portal_command
from hanoiportal.shells.commands.demo.desk import request_of
from hanoiportal.shells.commands.environment import opened
from support.application import settings

from . import ROOT
from .person import Person
from .portal import DEMO_SITES, bare, run_inline, serving, serving_copy, write_ini

#: The day of texts that are looked at without a portal.
DAY, LABELS = datetime.date(2026, 11, 28), DEMO_SITES
PAGES = [
    '/', '/english', '/sites', '/sites/caugiay', '/english/sites/caugiay', '/sites/soyte',
    '/sites/thuchanh', '/sites/bavi/tin-tuc-su-kien', '/sites/caugiay/lanh-dao',
    '/sites/caugiay/lich-lam-viec', '/van-ban-hanh-chinh', '/da-phuong-tien', '/search?q=bavi',
    '/sitemap', '/rss', '/hien-thi', '/login', '/khong-co-trang-nay']
#: The first half-year that was not over when Decision 4263 took effect.
FIRST_OWED = '2025-2'
SAYS_SO = 'Cổng trình diễn: nội dung minh họa'
WHOLE_WAY = [SUBMITTED, ANSWERED, MADE_PUBLIC]
IN_ENGLISH = 'Demonstration portal: sample content'
NO_INDEX = '<meta name="robots" content="noindex">'


def demonstration(folder, labels=LABELS, day=DAY):
    return Demonstration(ROOT / 'config/hanoi', ROOT / 'config/demo', folder, day,
                         frozenset(filter(None, labels.split(','))))


def lines_of(folder, labels=LABELS, day=DAY):
    """Return the lines of a demonstration whose pictures are drawn into ``folder``."""
    return list(demonstration(folder, labels, day).lines('hash'))


@pytest.fixture(scope='module')
def lines(tmp_path_factory):
    return lines_of(tmp_path_factory.mktemp('drawn'))


@pytest.fixture(scope='module')
def made(demo_var):
    """A folder with a small demonstration; copy it before you change it."""
    return demo_var


@pytest.fixture(scope='module')
def served(made, tmp_path_factory):
    with serving_copy(made, tmp_path_factory.mktemp('served')) as portal:
        yield portal


@pytest.fixture(scope='module')
def demo(made, tmp_path_factory):
    """The ``Environment`` of a demonstration; for reading."""
    var = tmp_path_factory.mktemp('opened') / 'var'
    shutil.copytree(made, var)
    with opened(str(write_ini(var, {})), str(var)) as environment:
        yield environment


@pytest.fixture
def undrawn(monkeypatch):
    """Let no picture be drawn, most of the work of what asks for texts alone."""
    for name in ('drawn', 'portrait'):
        monkeypatch.setattr(Pictures, name, lambda *_given: {})


def test_the_same_day_gives_the_same_lines_and_pictures(lines, tmp_path):
    again = lines_of(tmp_path)

    assert json.dumps(lines) == json.dumps(again)
    assert {line['image']['sha256'] for line in again if line['type'] == 'image'} == {
        sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}


def test_another_day_gives_other_news(lines, tmp_path, undrawn):
    tomorrow = lines_of(tmp_path, day=DAY + datetime.timedelta(1))

    today, later = ([line['title'] for line in each if line['type'] == 'news']
                    for each in (lines, tomorrow))
    assert len(later) > 10 and later != today


def told_days(places, lines):
    """Return the days on which each site of ``places``, by its label, tells news."""
    found = {place.label: set() for place in places}
    for line in lines:
        if line['type'] == 'news' and 'date' in line:
            label = line['path'].split('/')[1]
            found[label if label in found else ''].add(
                datetime.date.fromisoformat(line['date'][:10]))
    return found


def longest_silence(days, today):
    """Return how many days of the last 60 before ``today`` lie between two of ``days``."""
    first = today - datetime.timedelta(days=60)
    stops = [first, *sorted(each for each in days if each > first), today]
    return max((after - before).days for before, after in pairwise(stops))


@pytest.mark.parametrize('day', [DAY, datetime.date(2027, 2, 3)])
def test_all_sites_tell_news_for_60_days_and_no_two_items_begin_alike(tmp_path, day, undrawn):
    made = demonstration(tmp_path, '', day)
    lines = list(made.lines('hash'))
    told = told_days(made.places, lines)
    assert {label for label, days in told.items() if longest_silence(days, day) > 21} == set()
    months = {label: len({f'{each:%Y-%m}' for each in told[label]}) for label in LONG}
    assert min(months.values()) > 18, months
    items = [line for line in lines if line.get('title') and line['type'] != 'translation']
    items += [draft.values for place in made.places for draft in made.drafts(place)]
    titles = [line['title'] for line in items]
    paragraphs = [line[name].partition('</p>')[0] for line in items
                  for name in ('summary', 'body') if line.get(name)]

    assert len(set(titles)) == len(titles) > 15_000
    assert len(set(paragraphs)) == len(paragraphs)


def test_what_is_worked_on_at_three_wards_does_not_read_alike(tmp_path, undrawn):
    made = demonstration(tmp_path, 'caugiay,bavi,dongda')
    wards = [place for place in made.places if place.level == 'commune']
    told = [{re.sub('<[^>]+>', '', draft.values['body']).partition(' ')[0]
             + draft.values['title'].partition(':')[2][:9]
             for draft in list(made.drafts(place))[:3]} for place in wards]

    assert len(wards) == 3 and len(set(map(frozenset, told))) == 3


def test_news_tell_of_what_has_happened_when_they_are_published(lines):
    told = [(line['date'], *map(int, found)) for line in lines
            if line['type'] == 'news' and line.get('body') and 'date' in line
            for found in re.findall(r'(?:Sáng|Chiều|Tối) (\d+)/(\d+),', line['body'])]

    assert len(told) > 10
    for moment, day, month in told:
        published = datetime.date.fromisoformat(moment[:10])
        assert (published - datetime.timedelta(days=1)).timetuple()[1:3] == (month, day)


def test_no_telephone_can_be_dialled_and_no_mail_arrives(lines):
    text = json.dumps(lines, ensure_ascii=False)

    assert set(re.findall(r'0\d\d[ .]\d{4}', text)) == {'024 0000'}
    assert {each.rpartition('.')[2] for each in re.findall(r'@[\w.-]+\w', text)} == {'example'}


def test_a_body_answers_questions_under_the_name_that_its_site_has(lines):
    names = {line['answered_by'] for line in lines if line['type'] == 'question'}

    assert len(names) > 2 and not [each for each in names if 'UBND' in each]


def test_every_section_of_every_site_has_something(demo):
    portal = demo.portal
    empty = {f'{site.__name__}/{name}' for site in (portal, *portal['sites'].values())
             for name, section in site.items() if hasattr(section, 'in_menu')
             if not any(IItem.providedBy(each) and is_listed(each) for each in section.values())}

    # Nobody invents what people of other languages say; the practice site is nobody's place.
    assert empty <= {'caugiay/thong-tin-tieng-dan-toc'}


def test_every_type_of_item_has_an_example(demo):
    types = {demo.registry.content.typeof(each) for each in walk(demo.portal)
             if IItem.providedBy(each)}

    assert {'NewsItem', 'Page', 'LegalDocument', 'Image', 'Link', 'OrganisationUnit', 'Person',
            'Event', 'Project', 'Dossier', 'Research', 'Statistics', 'Ruling', 'Channel',
            'AccessEntry', 'PhotoSet', 'Video', 'Infographic', 'Question'} <= types


def test_the_desk_is_alive_with_texts_in_every_state(demo):
    states = {text.state for each in walk(demo.portal['sites']['caugiay'])
              if Versions(demo.registry).is_document(each) for text in texts_of(each)}

    assert states >= set(STATES) - {ARCHIVED}


def test_the_desk_shows_what_is_done_besides_the_steps(demo):
    site = demo.portal['sites']['caugiay']
    texts = [text for each in walk(site) if Versions(demo.registry).is_document(each)
             for text in texts_of(each)]
    tasks = [task for text in texts if text.review for task in text.review.tasks]
    asked = [each for text in texts if text.review for each in text.review.open_clarifications]
    broken = outside_of(demo.portal).known

    assert [task.wish.remark for task in tasks if not task.is_ended] == [1]
    assert LETTER in {each.way for each in asked}
    assert any(each.changes for each in walk(site) if IItem.providedBy(each))
    assert [address for address in broken if '/caugiay/' in address
            and Answered(*broken[address]).is_broken]


def test_duties_are_kept_late_missed_excused_and_moved_by_a_day_off(demo):
    duties = demo.registry.getAdapter(demo.portal, IDuties)
    sites = [demo.portal, *demo.portal['sites'].values()]
    now = demo.clock.now()
    found = [(duty, duties.standing(duty, now)) for site in sites
             for duty in duties.of_site(str(site.__oid__))]

    assert {MET, MET_LATE, MISSED, EXCUSED, RUNNING} <= {
        standing.state for _duty, standing in found}
    assert any(standing.consent for _duty, standing in found)
    assert {duty.rule for duty, _standing in found} >= {'nd244.7'}
    moved = [event for duty, _standing in found for event in duty.events if event.kind == REDATED]
    # No term can be told in a year of which the calendar has no row yet.
    assert moved and all(event.before is None or event.after > event.before for event in moved)


def test_people_have_sent_forty_cases_of_each_kind_in_each_state(demo):
    cases = demo.registry.getAdapter(demo.portal, ICases)
    rows = cases.inbox(None, states=CASE_STATES, size=2000).rows

    assert len(rows) >= 40
    assert {row.kind for row in rows} == set(KINDS)
    assert {row.state for row in rows} == set(CASE_STATES)

    at = demo.portal['sites']['caugiay']
    courses = {row.number: cases.get(row.number) for row in rows if row.site == str(at.__oid__)}
    grounds = {each.number: [event.ground or event.kind for event in each.events]
               for each in courses.values()}
    public = [row for row in rows
              if row.number in courses and row.item and row.kind != CONTRIBUTION]
    assert len(public) == 2 and all(item_of(demo.portal, row.item).is_public for row in public)
    for row in public:
        assert [word for word in grounds[row.number] if word in WHOLE_WAY] == WHOLE_WAY
    happened = {word for each in grounds.values() for word in each}
    assert happened >= {SPLIT, CALLED, NOTE, RETURNED, LINKED, WRITTEN}
    assert any(len(each.files) for each in courses.values())
    tally = demo.registry.getAdapter(demo.portal, ISatisfaction).tally
    months = {f'{demo.clock.now() - datetime.timedelta(days=days):%Y-%m}' for days in range(12)}
    assert sum(tally(str(at.__oid__), month)[SOLVED]['yes'] for month in months) == 1
    waiting = request_of(demo, 'truongban.caugiay').service(IInbox).to_approve(at)
    assert waiting
    inviting = request_of(demo, 'truongban.caugiay').service(IInviting)
    due = [each for each in courses.values() if each.kind == CONTRIBUTION
           and inviting.is_due(each) and inviting.may_engage(each)]
    assert len(due) == 4 and inviting.invited_at(due[0]) is None


def test_what_sites_share_is_asked_held_demanded_corrected_and_recalled(demo):
    book = demo.portal.crossposting
    kinds = {(each.kind, each.state) for each in book.proposals.values()}
    duties = demo.registry.getAdapter(demo.portal, IDuties)
    owed = [duties.standing(each, demo.clock.now()) for each in duties.of_key('demanded')]

    assert {(PROPOSED, ASKED), (PROPOSED, WAITING), (PROPOSED, ACCEPTED), (RECOMMENDED, HELD),
            (RECOMMENDED, ENDED), (COMPULSORY, WAITING)} <= kinds
    assert owed and {each.state for each in owed} == {RUNNING} and all(each.due for each in owed)
    assert len(book.changed) == 1  # the city's board has not looked at what was corrected


def halves_over(day):
    """Return the names of the half-years of two years that were over on ``day`` and owed a report.
    """
    present = 2 * day.year + (day.month > 6)
    names = [f'{each // 2}-{each % 2 + 1}' for each in range(present - 4, present)]
    return [each for each in names if each >= FIRST_OWED]


def test_sites_of_two_years_have_published_reported_paid_and_corrected_all_the_while(demo):
    portal, years_ago = demo.portal, demo.clock.now() - datetime.timedelta(days=600)
    published = demo.registry.getAdapter(portal, IEvents)
    shown = ('', *LABELS.split(','))
    *earlier, last = halves_over(local(demo.clock.now()) - datetime.timedelta(days=40))
    assert len(LONG) == 6 and set(shown) <= LONG
    sent = []
    for label in shown:
        site = portal['sites'][label] if label else portal
        oid = str(site.__oid__)
        reports_of = demo.registry.getAdapter(site, IReports)
        reports = reports_of.of_site(oid)
        editor = request_of(demo, f'bientap.{label or "thanhpho"}')
        months = {f'{event.moment:%Y-%m}' for event in published.between(
            years_ago, demo.clock.now(), site=oid, kinds=(PUBLISHED,))}
        rows = [row for name in ('plans', 'budget') for row in rows_of(portal, name).rows.values()
                if row.site == oid]

        assert len(months) > 18, label
        assert {each.period for each in reports if each.state == SENT} >= set(earlier), label
        assert not any(each.period < FIRST_OWED for each in reports), 'nobody owed one'
        standing = {each.site: each for each in reports_of.states(last, demo.clock.now())}
        assert not label or standing[site].due, label
        sheets = editor.service(IRoyalties).sheets(site)
        assert [each.state for each in sheets].count(PAID) >= 4
        sent += [line.item for sheet in sheets for line in sheet.lines
                 for payee, _part in line.counted.parts if payee.startswith('sender:')]
        assert any(row.at < years_ago and row.past for row in rows), label
    assert sent and all(item_of(portal, each).is_public for each in sent)  # and paid for


def test_scores_names_and_a_long_register_are_there(demo):
    portal, service = demo.portal, request_of(demo, 'truongban.thanhpho').service
    scorings = service(IScorings)
    names = service(IDomains).names()

    year = local(demo.clock.now()).year
    known = demo.registry.getUtility(IScoringCriteria).years
    assert scorings.find(max(each for each in known if each < year)).state == FINAL
    assert year not in known or scorings.find(year).state != FINAL
    assert {each.state for each in names} >= {'asked', 'granted', 'refused'}
    watch, find = demo.registry.getUtility(IDomainWatch), service(IDomains).find
    looked = [watch.state(portal, find(label).host) for label in LABELS.split(',')]
    assert all(looked) and MISSING in {each.found[HSTS] for each in looked}
    assert len(rows_of(portal, 'equipment').rows) > AT_ONCE


def test_each_role_has_an_account_and_each_site_a_board_in_force(demo):
    portal, now = demo.portal, demo.clock.now()
    # A site outside the portal is nothing but its address.
    sites = [portal, *(each for each in portal['sites'].values() if not each.is_external)]

    assert {role for site in sites for held in site.local_roles.values() for role in held} == set(
        ROLES)
    assert all(demo.boards.is_active(site, now) for site in sites)


@pytest.mark.clause('20.1')
def test_a_practice_site_has_its_own_staff_for_training(demo):
    site = demo.portal['sites']['thuchanh']

    assert site.title == 'Trang thực hành' and 'thực hành' in site.summary
    assert {role for held in site.local_roles.values() for role in held} == {
        'contributor', 'translator', 'editor', 'responder', 'board_member', 'deputy_head', 'head'}


@pytest.mark.parametrize('path', PAGES)
def test_each_page_says_what_it_is_and_keeps_search_engines_off(served, path):
    _status, headers, body = served.get(path)
    text = body.decode()

    assert (IN_ENGLISH if path.startswith('/english') else SAYS_SO) in text
    assert NO_INDEX in text
    assert headers['X-Robots-Tag'] == 'noindex, nofollow'


def test_the_desk_and_the_console_say_so_too(served):
    password = (served.var / 'demo-password').read_text().strip()
    person = Person(served)
    person.log_in('quantri', password)

    assert SAYS_SO in person.open('/desk')[1].decode()
    assert SAYS_SO in person.open('/console')[1].decode()
    assert 'Phường Cầu Giấy' in person.open('/desk/@@availability')[1].decode()
    assert '502' in person.open('/desk/sites/caugiay/@@availability')[1].decode()
    board = person.open('/desk/sites/caugiay/@@dashboard')[1].decode()
    assert board.count('<svg class="plot"') > 3 and 'Tổng quan' in board


def test_a_dialogue_that_was_held_has_a_recording_and_one_that_goes_on_a_picture(served):
    held = served.get('/giao-luu-doi-thoai/doi-thoai-nuoc-sach')[2].decode()
    goes_on = served.get('/giao-luu-doi-thoai/giao-luu-tuyen-sinh')[2].decode()

    assert 'Xem trong bản ghi, từ 0:00:05' in held
    assert '<track kind="captions"' in held and 'Tải biên bản' in held
    assert 'data-player="https://www.youtube-nocookie.com/embed/' in goes_on


def test_visitors_see_that_the_city_listens(served):
    """An open and a told survey, drafts with comments and what came of one, posts, averages, what
    was done about them, and windows of the month.
    """
    def found(path, selector):
        return BeautifulSoup(served.get(path)[2], 'html.parser').select(selector)

    def leads(section):
        return {link['href'] for link in found(section, 'main a[href]')
                if link['href'].startswith(f'{section}/')}

    surveys, drafts, topics = map(leads, (
        '/khao-sat-danh-gia', '/du-thao-lay-y-kien', '/giao-luu-doi-thoai'))
    told = [each for each in surveys if found(each, 'figure.chart svg rect')]
    assert told and all(found(each, 'table.numbers td') for each in told)
    assert any(found(each, 'a[href$="/tra-loi"]') for each in surveys)
    assert any(found(each, 'a[href$="/y-kien"]') for each in drafts)
    assert any(found(each, 'a[href*="/doi-chieu?"][href*="sang=enacted"]') for each in drafts)
    assert any(found(each, 'ol.threads article') for each in topics)
    averages = [cell.text.strip() for cell in found('/ket-qua-danh-gia', 'table.facts td')]
    assert any(re.fullmatch(r'[1-5],\d', each) for each in averages)
    assert found('/ket-qua-danh-gia', '#viec-da-lam ~ ul a')
    # On the first of a month no window has closed yet.
    lately = local(SystemClock().now()) - datetime.timedelta(days=3)
    kept = f'/tuan-thu?thang={lately:%Y-%m}'
    assert found(kept, '.daily svg rect') and found(kept, '.daily + details td')


def test_a_site_says_in_english_who_manages_it_and_where(served):
    text = served.get('/english/sites/caugiay')[2].decode()

    assert "Office of Cau Giay Ward People's Committee" in text
    assert 'Monday to Friday: 8:00' in text and 'Thứ Hai đến thứ Sáu' not in text
    assert '(illustrative address), Hanoi' in text and '(địa chỉ minh họa)' not in text


def test_the_foot_of_the_city_says_in_english_how_it_is_reached(served):
    foot = served.get('/english')[2].decode().partition('<footer')[2]

    assert 'Monday to Friday: 8:00' in foot and 'Head of the Editorial Board' in foot
    assert 'Thứ Hai đến thứ Sáu' not in foot and 'Văn phòng UBND' not in foot


def test_robots_are_kept_off_altogether_unless_a_test_lets_them_in(served, made, tmp_path):
    assert served.get('/robots.txt')[2] == b'User-agent: *\nDisallow: /\n'

    shutil.copytree(made, tmp_path / 'var')
    with serving(tmp_path / 'var', {'portal.demo_indexable': 'true'}) as portal:
        _status, headers, body = portal.get('/')
        assert NO_INDEX not in body.decode() and SAYS_SO in body.decode()
        assert 'X-Robots-Tag' not in headers
        assert b'Sitemap:' in portal.get('/robots.txt')[2]


def test_with_the_settings_of_service_none_is_made(tmp_path, capsys):
    ini = write_ini(tmp_path, {}, 'production.ini')

    assert portal_command(['--config', str(ini), '--var', str(tmp_path), 'demo']) == 1
    assert 'a demonstration is never in service' in capsys.readouterr().err
    assert not (tmp_path / 'demo-password').exists()


def test_none_is_ever_in_service(made, tmp_path):
    var = tmp_path / 'var'
    shutil.copytree(made, var)
    with pytest.raises(Unsafe, match='made-up persons and events'):
        main({}, **settings(var, **{
            'zodbconn.uri': f'file://{var}/filestorage/content.fs?'
                            f'blobstorage_dir={var}/blobstorage/content',
            'portal.production': 'true', 'portal.secure_cookies': 'true',
            'portal.development_hosts': ''}))


def test_a_real_portal_is_never_written_over(tmp_path):
    bare(tmp_path)

    with pytest.raises(AssertionError, match='it is no demonstration'):
        run_inline(tmp_path, 'demo')


def test_made_again_it_is_left_as_it_is_and_its_password_said_again(made, tmp_path):
    shutil.copytree(made, tmp_path / 'var')
    before = sha256((tmp_path / 'var/filestorage/content.fs').read_bytes()).hexdigest()

    printed = run_inline(tmp_path / 'var', 'demo')

    assert 'Password of every account' in printed
    assert (made / 'demo-password').read_text().strip() in printed
    assert sha256((tmp_path / 'var/filestorage/content.fs').read_bytes()).hexdigest() == before


def test_one_that_was_not_finished_says_what_to_do(made, tmp_path):
    shutil.copytree(made, tmp_path / 'var')
    (tmp_path / 'var/demo-password').unlink()

    with pytest.raises(AssertionError, match='was not finished: remove that folder'):
        run_inline(tmp_path / 'var', 'demo')
