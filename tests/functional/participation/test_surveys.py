"""Surveys: built, tried, opened and closed by the clock, answered, told (4.2.f, 4.3.c)."""
import csv
import datetime

import pytest
import transaction
from hanoiportal.base.clock import shown_date
from hanoiportal.base.errors import Refused
from hanoiportal.base.questionnaires import results
from hanoiportal.base.questionnaires.questions import ONE, SCALE, TEXT, Option, Question, Words
from hanoiportal.base.questionnaires.written import read, written
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.participation.ballots.interfaces import BALLOT, Counts, Figure, IBallotBoxes
from hanoiportal.participation.surveys import tallying
from hanoiportal.participation.surveys.interfaces import CLOSED, OPEN, PREPARING
from hanoiportal.participation.surveys.papers import paper_of
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.survey.resource import against_publishing
from hanoiportal.web.login.throttle import IThrottles, Limit
from support.scheduled_texts import look

SECTION = 'khao-sat-danh-gia'
PLACE = f'/sites/bavi/{SECTION}'
HOW = Question('q1', ONE, Words('Đến trụ sở bằng gì?', 'How do you come?'), options=(
    Option('c1', Words('Xe buýt', 'By bus')), Option('c2', Words('Xe máy', 'By motorcycle'))),
    required=True)
WHY = Question('q2', TEXT, Words('Vì sao không đi xe buýt?'), after='q1', answers=('c2',))
LIKE = Question('q3', SCALE, Words('Hài lòng đến mức nào?', 'How satisfied are you?'),
                new_page=True)
ASKED = (HOW, WHY, LIKE)


def texts(page, selector):
    """Return what stands in the elements that ``selector`` finds, with single blanks."""
    return [' '.join(each.text.split()) for each in page.html.select(selector)]


@pytest.fixture
def survey(small_portal, editing, publishing, clock):
    """A public survey that opens tomorrow, for ten days."""
    today = clock.now().date()
    item = editing.add(small_portal['sites']['bavi'][SECTION], 'tru-so', 'Survey', {
        'title': 'Đường đến trụ sở', 'summary': 'Để đặt bến xe.', 'surveying_body': 'Sở Xây dựng',
        'opens': (today + datetime.timedelta(days=1)).isoformat(),
        'closes': (today + datetime.timedelta(days=10)).isoformat(),
        'questions': written(ASKED)}, 'lan')
    publishing.publish(item, 'lan')
    transaction.commit()
    return item


@pytest.fixture
def wait(clock, registry):
    """``wait(days)``: let so many days pass, and what is due happen."""
    def waited(days):
        clock.pass_(days=days)
        look(registry)
        transaction.begin()

    return waited


def test_the_clock_opens_and_closes_it_and_other_questions_begin_an_edition(
        survey, wait, app, at_work, approve):
    assert (survey.phase, survey.editions) == (PREPARING, ())
    assert 'Nhận câu trả lời từ ngày' in app.get(f'{PLACE}/tru-so').text
    wait(2)
    assert survey.phase == OPEN
    assert [each.number for each in survey.editions] == [1]
    page = app.get(f'{PLACE}/tru-so')
    assert 'Câu trả lời được nhận đến hết ngày' in page.text
    assert 'Đang nhận câu trả lời' in app.get(PLACE).text
    home = app.get('/sites/bavi').html.select_one('[aria-labelledby=dang-mo]')
    assert [each.text for each in home.select('a')] == [survey.title]
    assert 'Department of Construction' in texts(app.get(f'/english{PLACE}'), 'td')
    cited = ' '.join(texts(app.get(f'/english{PLACE}/tru-so'), '.citation'))
    assert 'Department of Construction' in cited and 'Sở Xây dựng' not in cited
    first = survey.editions[0]

    at_work('bavi-editor').editing.edit(
        survey, {'questions': written(ASKED[:1])}, at_work('bavi-editor').id)
    transaction.commit()
    approve()

    assert [(each.number, bool(each.closed)) for each in survey.editions] == [
        (1, True), (2, False)]
    assert survey.editions[0]._replace(closed=None) == first
    assert read(survey.editions[1].questions) == ASKED[:1]
    wait(20)
    assert survey.phase == CLOSED
    assert survey.editions[1].closed == survey.closes
    assert 'Khảo sát đã kết thúc' in app.get(f'{PLACE}/tru-so').text


def test_a_survey_that_no_board_has_approved_is_not_opened(
        small_portal, editing, clock, wait, app):
    today = clock.now().date().isoformat()
    item = editing.add(small_portal['sites']['bavi'][SECTION], 'kin', 'Survey', {
        'title': 'Kín', 'summary': 'Chưa duyệt.', 'surveying_body': 'Sở Xây dựng',
        'opens': today, 'closes': '2099-12-31', 'questions': written(ASKED)}, 'lan')
    transaction.commit()
    wait(1)
    assert (item.phase, item.editions) == (PREPARING, ())
    assert app.get(f'{PLACE}/kin/tra-loi', status=404)


@pytest.fixture
def approve(staff, at_work, survey):
    """``approve()``: the version in work is handed in, approved and public."""
    def approved():
        transaction.begin()
        editor, member = at_work('bavi-editor'), at_work('bavi-member')
        editor.take(survey, 'submit')
        editor.take(survey, 'pass_on')
        member.approve(survey)
        transaction.commit()

    return approved


class Builder:
    """The page on which questions are put together, without scripts."""

    def __init__(self, browser, name='tru-so'):
        self.browser, self.address = browser, f'/desk{PLACE}/{name}/@@survey-questions'
        self.page = browser.get(self.address)

    @property
    def form(self):
        return next(each for each in self.page.forms.values() if 'base' in each.fields)

    def press(self, act, status=200, **values):
        form = self.form
        for name, value in values.items():
            form[name.replace('__', '-')] = value
        self.page = form.submit('act', value=act, status=status)
        if status == 302 or self.page.status_int == 303:
            self.page = self.page.follow()
        return self


@pytest.fixture
def builder(survey, visit, staff):
    return Builder(visit('bavi-editor'))


def test_questions_are_added_moved_and_removed_without_losing_what_was_typed(builder, survey):
    builder.press('add', kind='several', q2__vi='Vì sao đi xe máy?')
    builder.press('option-q4')
    builder.press('up-q4', q4__vi='Cần gì ở trụ sở?', q4__c5__vi='Chỗ ngồi', q4__c6__vi='Nước',
                  q4__c7__vi='Quạt', q3__vi='Hài lòng chưa?')
    builder.press('rise-q4-c7')
    builder.press('drop-q4-c5')
    builder.press('save', status=303)
    assert 'Đã lưu các câu hỏi' in builder.page.text
    transaction.begin()
    found = read(in_work(survey).questions)
    assert [(each.id, each.words.vi) for each in found] == [
        ('q1', 'Đến trụ sở bằng gì?'), ('q2', 'Vì sao đi xe máy?'), ('q4', 'Cần gì ở trụ sở?'),
        ('q3', 'Hài lòng chưa?')]
    assert [each.words.vi for each in found[2].options] == ['Quạt', 'Nước']
    assert read(survey.questions) == ASKED, 'what is public stays until it is approved'


@pytest.mark.parametrize(('act', 'values', 'why'), [
    ('up-q3', {'q3__after': 'q1'}, ''),
    ('save', {'q1__c2__vi': 'xe BUÝT'}, 'Có hai lựa chọn giống nhau.'),
    ('save', {'q3__lowest': 'một'}, '“một” không phải là số nguyên.'),
    ('save', {'q1__vi': ''}, 'Chưa nhập câu hỏi.'),
    ('add', {'kind': 'scale', 'q3__highest': '99'}, '')])
def test_what_is_wrong_with_questions_is_said_and_nothing_is_lost(builder, act, values, why):
    wrong = {'“một” không phải là số nguyên.': 422}
    builder.press(act, status=wrong.get(why, 200), **values)
    assert why in builder.page.text
    for name, value in values.items():
        if name != 'kind':
            assert builder.form[name.replace('__', '-')].value == value


def test_a_branch_on_a_later_question_and_one_without_choices_are_not_published(
        builder, survey, at_work):
    builder.press('up-q2')
    builder.press('drop-q1-c1')
    builder.press('save')
    assert texts(builder.page, '[role="alert"]')[1:] == [
        'Câu hỏi chỉ có thể phụ thuộc một câu hỏi đứng trước nó.', 'Cần ít nhất hai lựa chọn.']
    transaction.begin()
    editor, member = at_work('bavi-editor'), at_work('bavi-member')
    editor.take(survey, 'submit')
    editor.take(survey, 'pass_on')
    with pytest.raises(Refused, match='thẻ “Câu hỏi”'):
        member.approve(survey)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unsaid(builder, survey, at_work):
    transaction.begin()
    editor = at_work('bavi-editor')
    editor.editing.edit(survey, {'questions': written(ASKED[:1])}, editor.id)
    transaction.commit()
    builder.press('save', status=422, q1__vi='Câu của tôi?')
    assert 'đã được người khác sửa' in builder.page.text
    assert builder.form['q1-vi'].value == 'Câu của tôi?'
    assert builder.press('save', status=303).form['q1-vi'].value == 'Câu của tôi?'


def test_a_test_run_is_the_form_and_counts_nowhere(is_open, visit, staff, registry):
    builder = Builder(visit('bavi-editor'))
    page = builder.browser.get(builder.address.replace('questions', 'test'))
    for values in ({'q1': 'c1'}, {'q3': '5'}, {}):
        form = next(each for each in page.forms.values() if 'page' in each.fields)
        for name, value in values.items():
            form[name] = value
        page = form.submit('act', index=1, status=200)
    assert 'Chạy thử xong' in page.text
    assert texts(page, '.outcomes li') == [
        'Đến trụ sở bằng gì?: Xe buýt', 'Hài lòng đến mức nào?: 5']
    assert 'Chưa có đủ tiếng Anh' not in page.text
    counts = registry.getUtility(IBallotBoxes).counts(paper_of(is_open, is_open.editions[0]))
    assert (counts.unverified.number, counts.verified.number) == (0, 0)
    english = builder.browser.get(builder.address.replace('questions', 'test') + '?lang=en')
    assert 'How do you come?' in english.text
    assert 'thấy tiếng Việt ở câu 2.' in ' '.join(english.text.split())


ORIGIN = {'Origin': 'http://localhost'}


class Reader:
    """Somebody at the form, without scripts."""

    def __init__(self, app):
        self.app = app
        app.reset()
        self.page = app.get(f'{PLACE}/tru-so/tra-loi')

    @property
    def form(self):
        return next(each for each in self.page.forms.values() if 'lan' in each.fields)

    def press(self, act, status=200, **values):
        form = self.form
        for name, value in values.items():
            form[name] = value
        fields = [(name, value) for name, value in form.submit_fields() if name != 'act']
        self.page = self.app.post(f'{PLACE}/tru-so/tra-loi', [*fields, ('act', act)],
                                  headers=ORIGIN, status=status)
        return self

    @property
    def said(self):
        return texts(self.page, '[role="alert"]')

    @property
    def asked(self):
        return texts(self.page, 'legend > span:first-child, .field > label > span:first-child')


@pytest.fixture
def is_open(wait, survey):
    wait(2)
    return survey


@pytest.mark.clause('4.2.f')
def test_somebody_without_scripts_answers_page_by_page(is_open, app, clock, registry):
    reader = Reader(app)
    assert reader.asked == ['Đến trụ sở bằng gì?']
    reader.press('next', 422)
    assert reader.said == ['Xin trả lời câu hỏi này.']
    reader.press('next', q1='c2')
    assert texts(reader.page, 'p.step') == ['Trang 2 · đã qua 25%']
    assert 'không được giữ bí mật' in reader.page.text
    reader.press('next', q2='Xe buýt ít chuyến')
    reader.press('back')
    assert reader.form['q2'].value.strip() == 'Xe buýt ít chuyến'
    reader.press('next').press('next', q3='4')
    assert texts(reader.page, 'dl.sent dd') == ['Xe máy', 'Xe buýt ít chuyến', '4']
    assert '“chưa xác thực”' in reader.page.text
    assert reader.page.headers['Cache-Control'] == 'no-store'
    clock.pass_(minutes=1)
    reader.press('send')
    assert 'Đã nhận câu trả lời' in reader.page.text
    assert f'kết thúc hết ngày {shown_date(is_open.closes, "vi")}.' in texts(
        reader.page, '.asking-form > p')[-1]
    assert 'lan' not in {name for form in reader.page.forms.values() for name in form.fields}
    boxes, paper = registry.getUtility(IBallotBoxes), paper_of(is_open, is_open.editions[0])
    boxes.close(paper, clock.now())
    assert boxes.counts(paper).unverified.number == 1
    assert dict(boxes.counts(paper).texts) == {'q2': ['Xe buýt ít chuyến']}


def answered(reader, clock, status=200, **last):
    """Let ``reader`` answer everything."""
    reader.press('next', q1='c1').press('next', q3='5')
    clock.pass_(minutes=1)
    return reader.press('send', status, **last)


def test_an_answer_twice_gets_a_sentence(is_open, app, clock):
    reader = answered(Reader(app), clock)
    again = reader.page
    reader.page = app.get(f'{PLACE}/tru-so/tra-loi')
    reader.press('next', 409, q1='c1')
    assert reader.said == ['Thiết bị này đã trả lời khảo sát này, nên lần này không tính thêm.']
    assert 'tra-loi' not in [form.action for form in reader.page.forms.values()]
    assert again is not None


def test_a_network_that_sends_very_much_has_to_wait(
        is_open, app, clock, registry, monkeypatch):
    monkeypatch.setitem(registry.getUtility(IThrottles).limits, BALLOT, Limit(1, 600))
    answered(Reader(app), clock)

    other = Reader(app)
    other.press('next', q1='c1').press('next', q3='5')
    clock.pass_(minutes=1)
    other.press('send', 429)


def test_what_is_not_taken_keeps_what_was_given(is_open, app, clock, wait):
    reader = Reader(app)
    reader.press('next', q1='c1').press('next', q3='5').press('send', 409)
    assert reader.said == ['Xin đợi thêm ít giây rồi bấm gửi lần nữa.']
    assert texts(reader.page, 'dl.sent dd') == ['Xe buýt', '5']
    reader.press('send', 409, token='x' * 40)
    assert 'Mã xác thực gửi kèm không phải do Cổng cấp' in reader.said[0]
    reader.press('send', 409, token='§§', ve='giả')
    clock.pass_(minutes=1)
    reader.press('send', 409, token='', ve='giả')
    assert reader.said == ['Biểu mẫu đã để quá lâu. Xin bấm gửi lần nữa.']
    clock.pass_(minutes=1)
    assert 'Đã nhận câu trả lời' in reader.press('send').page.text


def test_after_the_last_day_nothing_is_taken_and_the_page_says_so(is_open, app, clock, wait):
    reader = Reader(app)
    reader.press('next', q1='c1').press('next', q3='5')
    clock.pass_(days=20)
    reader.press('send', 409)
    assert 'đã kết thúc' in reader.said[0]
    wait(1)
    assert 'không nhận câu trả lời lúc này' in app.get(f'{PLACE}/tru-so/tra-loi').text
    app.post(f'{PLACE}/tru-so/tra-loi', [('act', 'send')], headers=ORIGIN, status=409)


def test_other_questions_meanwhile_keep_what_still_fits(is_open, app, at_work, approve, staff):
    reader = Reader(app)
    reader.press('next', q1='c1')
    transaction.begin()
    editor = at_work('bavi-editor')
    editor.editing.edit(is_open, {'questions': written((HOW, LIKE._replace(highest=3)))},
                        editor.id)
    transaction.commit()
    approve()
    reader.press('next', 409, q3='5')
    assert 'đã thay đổi trong lúc trả lời' in reader.said[0]
    assert (reader.form['lan'].value, reader.form['q1'].value) == ('2', 'c1')


def test_nothing_that_is_sent_is_an_error_page(is_open, app):
    for body in (
            b'', b'act=next', b'lan=1&act=next&page=9&q1=%ff', b'lan=1&act=send&q1=c9&q3=77',
            b'lan=1&act=send&q1=c1&q1=c2', b'lan=1&act=next&page=0&q1=' + b'x' * 9000):
        app.reset()
        app.get(f'{PLACE}/tru-so/tra-loi')
        answer = app.post(f'{PLACE}/tru-so/tra-loi', body, headers=ORIGIN, status='*')
        assert answer.status_int in (200, 400, 409, 422), body
        app.post(f'{PLACE}/tru-so/tra-loi', body, headers={'Origin': 'https://xa.example'},
                 status=404)


@pytest.fixture
def tally(registry, small_portal):
    """``tally()``: what the job does."""
    def tallied():
        transaction.commit()
        with opened(registry, 'test') as environment:
            tallying.look(environment)
        transaction.begin()

    return tallied


class Boxes:
    """Boxes in which something is already; see ``IBallotBoxes``.  ``asked``: what they were told.
    """

    def __init__(self, counts):
        self._counts, self.closed, self.asked = counts, False, []

    def prepare(self, paper):
        self.asked.append(('prepare', paper.version))

    def counts(self, paper):
        if self.closed:
            return self._counts._replace(closed=True)
        return Counts(frozen=self._counts.frozen)

    def close(self, paper, now):
        self.closed = True
        self.asked.append(('close', paper.version))

    def accept(self, paper, now):
        self._counts = self._counts._replace(frozen=None)

    def held(self):
        return []

    def destroy(self, paper):
        self._counts = Counts()
        self.asked.append(('destroy', paper.version))


@pytest.fixture
def boxes(registry):
    """``boxes(counts)``: let these be in the boxes."""
    def hold(**counts):
        found = Boxes(Counts(**counts))
        registry.registerUtility(found, IBallotBoxes)
        return found

    return hold


CELLS = {'q1.c1': 35, 'q1.c2': 10, 'q3.5': 25, 'q3.4': 10, 'q3.1': 10}


@pytest.mark.clause('4.2.f', '4.3.c')
def test_the_board_lets_the_figures_be_told_apart_and_nothing_below_ten(
        is_open, boxes, wait, tally, approve, app, visit, staff):
    held = boxes(verified=Figure(45, CELLS), unverified=Figure(12),
                 texts={'q2': [f'Lý do {number}' for number in range(12)]})
    tally()
    assert held.asked == [('prepare', 1)]
    wait(20)
    tally()
    assert not is_open.results, 'only what the board has approved is told'
    before = in_work(is_open).results
    assert [(each.verified.number, each.unverified.number)
            for each in results.read(before)] == [(45, 12)]
    desk = visit('bavi-editor').get(f'/desk{PLACE}/tru-so/@@survey-results')
    assert 'Số liệu đã nằm trong bản đang sửa' in desk.text
    assert len(desk.html.select('.outcomes li')) == 12
    assert app.get(f'{PLACE}/tru-so/ket-qua.csv', status=404)
    tally()
    assert in_work(is_open).results == before

    approve()
    page = app.get(f'{PLACE}/tru-so')
    told = texts(page, 'table.numbers td')
    assert [each['width'] for each in page.html.select('figure.chart svg rect')
            if each['width'] != '0'] == ['77.8', '22.2', '55.6']
    assert told == ['35 (78%)', '–', '10 (22%)', '–', '45', '–',
                    *['–'] * 8, '25 (56%)', '–', '–', '–', '45', '–']
    assert page.html.select('.figures .scroll')[0].find_next_sibling().text.startswith(
        'Dấu “–”: số không được công bố')
    assert '12 câu trả lời chưa xác thực' in texts(page, '.figures p')[0]
    file = app.get(f'{PLACE}/tru-so/ket-qua.csv').text
    assert 'Phương pháp' in file
    assert 'Đã có kết quả' in app.get(PLACE).text
    tally()
    assert is_open.cleared
    assert held.asked == [('prepare', 1), ('close', 1), ('destroy', 1)]
    tally()
    assert is_open.results == before, 'no second figures of the same answers'

    is_open.editions = ()
    transaction.commit()
    desk = visit('bavi-editor').get(f'/desk{PLACE}/tru-so/@@survey-results')
    assert 'Số liệu được nạp cùng bài' in desk, 'figures of before the portal have no edition'
    assert 'Khảo sát chưa mở' not in desk


@pytest.fixture
def told(is_open, boxes, wait, tally, approve, app):
    """``told(counts)``: the public page of a survey with these verified answers, approved."""
    def shown(counts):
        boxes(verified=counts)
        wait(20)
        tally()
        approve()
        return app.get(f'{PLACE}/tru-so')

    return shown


def drawn(chart):
    """Return ``[(answer, width of its bar, what stands beside it)]`` of a chart."""
    return [(row.find_all('span')[0].text, row.select_one('svg > rect')['width'],
             row.find_all('span')[1].text) for row in chart.find_all('p')]


@pytest.mark.clause('4.2.f', '4.3.c')
def test_each_chart_is_drawn_as_svg_beside_a_table_that_says_the_same_and_hides_the_same(
        told, app):
    """Of 60 answers 12, 9 and 9 are not told: neither they nor what they would be found by."""
    page = told(Figure(60, {'q1.c1': 45, 'q1.c2': 15, 'q3.5': 30, 'q3.4': 12, 'q3.3': 9,
                            'q3.2': 9}))
    charts = page.html.select('figure.chart')

    assert [drawn(each) for each in charts] == [
        [('Xe buýt', '75.0', '75%'), ('Xe máy', '25.0', '25%')],
        [*((each, '0', '–') for each in '1234'), ('5', '50.0', '50%'),
         ('Không trả lời', '0', '–')]]
    for chart in charts:
        twin = chart.find_next('table')
        rows = [[each.get_text(' ', strip=True) for each in row.select('th, td')[:2]]
                for row in twin.select('tbody tr')[:-1]]
        assert chart['aria-hidden'] == 'true' and twin.caption.text.strip()
        assert not twin.find_parent(attrs={'aria-hidden': True})
        assert [(answer, number.rpartition('(')[2].strip(')')) for answer, number in rows] == [
            (answer, share) for answer, _width, share in drawn(chart)]
    file = csv.reader(app.get(f'{PLACE}/tru-so/ket-qua.csv').text.splitlines())
    assert [row[9] for row in file][1:] == ['45', '15', '', '', '', '', '30', '', '']


@pytest.mark.clause('4.2.f')
@pytest.mark.parametrize(('bus', 'motorcycle', 'charts'), [(10, 10, 1), (10, 9, 0), (51, 9, 0)])
def test_a_chart_is_shown_of_twenty_answers_with_ten_in_each_cell(told, bus, motorcycle, charts):
    number = bus + motorcycle
    page = told(Figure(number, {'q1.c1': bus, 'q1.c2': motorcycle}))

    assert len(page.html.select('figure.chart svg')) == 2 * charts
    assert len(page.html.select('table.numbers')) == charts
    assert f'{number} câu trả lời đã xác thực' in texts(page, '.figures p')[0]


def test_of_fewer_than_twenty_the_number_alone_goes_before_the_board(
        is_open, boxes, wait, tally):
    boxes(verified=Figure(19, {'q1.c1': 19}))
    wait(20)
    tally()
    assert [each.verified for each in results.read(in_work(is_open).results)] == [(19, {}, {})]


def test_raw_answers_go_when_the_survey_says_so_even_if_nothing_was_told(
        is_open, boxes, wait, tally):
    boxes(unverified=Figure(3))
    wait(20)
    tally()
    assert not is_open.cleared
    wait(25)
    tally()
    assert is_open.cleared
    assert not is_open.results
    assert in_work(is_open).results


@pytest.mark.parametrize('meaning', ['error', 'outdated'])
def test_a_survey_that_is_withdrawn_while_open_loses_its_box(
        is_open, meaning, app, clock, registry, tally, at_work, staff):
    answered(Reader(app), clock)
    tally()
    boxes, paper = registry.getUtility(IBallotBoxes), paper_of(is_open, is_open.editions[0])
    member = at_work('bavi-member')
    member.take(is_open, 'withdraw', meaning=meaning, note='Hỏi nhầm việc')
    assert boxes.held() == [paper.survey]
    transaction.commit()
    assert (is_open.phase, is_open.editions[-1].closed) == (CLOSED, clock.now().date())
    assert (is_open.cleared, boxes.held(), is_open.results) == (True, [], '')
    tally()
    assert boxes.held() == []
    assert boxes.counts(paper) == Counts(closed=True)
    if meaning == 'outdated':
        page = app.get(f'{PLACE}/tru-so').text
        assert f'đến hết ngày {shown_date(clock.now().date(), "vi")}' in page
        assert 'Kết quả được đăng tại đây' not in page
        assert 'không nhận câu trả lời lúc này' in app.get(f'{PLACE}/tru-so/tra-loi').text
    [why] = against_publishing(is_open, registry)
    assert 'đã bị gỡ' in why


@pytest.mark.clause('4.2.f')
def test_the_board_lets_the_unverified_figure_go_on_after_a_burst(
        is_open, boxes, tally, visit, staff, clock, app):
    held = boxes(frozen=clock.now(), doubtful=300)
    tally()
    address = f'/desk{PLACE}/tru-so/@@survey-results'
    assert is_open.suspect and 'tạm ngừng cập nhật' in app.get(f'{PLACE}/tru-so')
    own = visit('bavi-editor').get(address)
    assert 'tăng bất thường' in own and not own.html.select('main form')
    head = visit('bavi-head').get(address)
    form = next(each for each in head.forms.values() if each.action.endswith('survey-results'))
    token = form['csrf_token'].value
    assert visit('bavi-editor').post(
        address, {'csrf_token': token}, status='4*').status_int in (403, 404)
    assert held.counts(None).frozen
    assert 'được đếm tiếp' in form.submit().follow()
    transaction.begin()
    tally()
    assert not is_open.suspect and not held.counts(None).frozen


def test_an_end_before_the_beginning_gets_a_sentence(survey, editing):
    with pytest.raises(Refused) as refused:
        editing.edit(survey, {
            'closes': (survey.opens - datetime.timedelta(days=1)).isoformat()}, 'lan')
    assert refused.value.reasons == {'closes': 'Ngày kết thúc ở trước ngày mở khảo sát.'}
