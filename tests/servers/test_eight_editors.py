"""Eight editors at once in four sites, two processes on PostgreSQL: nobody meets a conflict but
one who writes in the same field, and no word is lost.

Each text has two editors, at two processes.  What they save meets on every record of the text.
"""
import json
import random
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from hanoiportal.commands.environment import opened
from hanoiportal.commands.seed import provisioning
from hanoiportal.provisioning.data import Data
from hanoiportal.security.grants import Grant, grant
from hanoiportal.security.roles import EDITOR
from lxml import html

from servers import CONFIG
from servers.person import Person
from servers.portal import write_ini

PASSWORD = 'Chợ-Đồng-Xuân-1889'
SITES = ('bavi', 'soxaydung', 'soyte', 'sotuphap')
SAVES, SAVES_IN_ONE_FIELD = 500, 48
SAVES_FOR_EACH_AUTOSAVE = 3
FORM = 'application/x-www-form-urlencoded'
SAVED = 'Đã lưu.'


class Editor:
    """One editor of the text at ``path``, who writes into ``field`` and leaves the others alone.

    ``words``: what was saved.  ``asked``: the ``Question`` of each page that showed both texts.
    ``refused``: ``(status, word, text of the page)`` of every other answer.
    """

    def __init__(self, portal, login, path, field):
        self.person = Person(portal)
        assert self.person.log_in(login, PASSWORD) == 200
        self.login, self.path, self.field = login, path, field
        self.words, self.asked, self.refused = [], [], []

    def write(self, count, chance):
        """Save ``count`` times, one more word each time, with a pause as people make."""
        for number in range(count):
            word = f'{self.login}-{number}'
            form = self.form()
            form[self.field] = _with(form[self.field], word)
            time.sleep(chance.uniform(0, 0.2))
            if number % SAVES_FOR_EACH_AUTOSAVE == 0:
                self._autosave(form)
            self._save(word, form)

    def form(self):
        """Return ``{name: value}`` of the form as it is shown now."""
        status, body = self.person.open(f'{self.path}/@@edit')
        assert status == 200
        return fields(form_of(body))

    def _autosave(self, form):
        sent = {'mark': form['draft'], 'base': form['base'],
                'fields': {self.field: form[self.field]}}
        assert self.person.open(
            f'{self.path}/@@autosave', json.dumps(sent).encode(), 'application/json',
            {'X-CSRF-Token': form['csrf_token']})[0] == 200

    def _save(self, word, form):
        """Save; where the page shows both texts, save both of them as often as it does."""
        while form is not None:
            status, body = self.person.open(f'{self.path}/@@edit', urlencode(form).encode(), FORM)
            page = html.document_fromstring(body.decode())
            form, said = None, page.find('.//main').text_content()
            if status == 200 and SAVED in said:
                self.words.append(word)
            elif status == 200 and page.find_class('conflict'):
                question = Question(page, self.field)
                self.asked.append(question)
                form = question.answer(word)
            else:
                self.refused.append((status, word, ' '.join(said.split())[:300]))


class Question:
    """The page of a save that met another in the same field.  ``mine``, ``theirs``: the texts."""

    def __init__(self, page, field):
        self._form = fields(page.find_class('conflicts')[0].find('.//form'))
        self._field = field
        self.mine = self._form[f'mine.{field}']
        self.theirs = _text(page.find('.//textarea[@readonly]'))

    def answer(self, word):
        """Return the form that saves their text with ``word`` after it."""
        return {**self._form, f'choice.{self._field}': 'made',
                f'made.{self._field}': _with(self.theirs, word)}


def form_of(body):
    """Return the form of an editor in the bytes of a page."""
    return html.document_fromstring(body.decode()).xpath('//form[@class="form"]')[0]


def fields(form):
    """Return ``{name: value}`` of the fields of ``form``, but choices and files."""
    found = {field.name: field.get('value', '') for field in form.iter('input')
             if field.name and field.type not in ('file', 'radio')}
    return found | {field.name: _text(field) for field in form.iter('textarea') if field.name}


def _text(area):
    return (area.text or '').removeprefix('\n')


def _with(text, word):
    if text.endswith('</p>'):
        return f'{text[:-4]} {word}</p>'
    return f'{text} {word}'.strip()


@pytest.fixture
def portals(postgres_storage, portal_process, tmp_path):
    """Two portals on one seeded database, and two editors for each of the four sites."""
    ini = write_ini(tmp_path / 'setup', postgres_storage)
    with opened(str(ini), str(tmp_path / 'setup')) as environment:
        environment.in_transaction(lambda: _found(environment))
        environment.in_transaction(lambda: _employ(environment))
    return [portal_process(tmp_path / name, **postgres_storage) for name in ('first', 'second')]


def _found(environment):
    data = Data(CONFIG / 'hanoi')
    steps = provisioning(environment, data)
    portal = steps.portal(environment.root)
    for label, values, english in data.sites:
        if label in SITES:
            steps.sections(steps.site(portal, label, values, english), values['level'])


def _employ(environment):
    portal = environment.portal
    for site in SITES:
        for login in (f'{site}-mot', f'{site}-hai'):
            account = portal['accounts'].create(login, login, registry=environment.registry)
            account.set_password(PASSWORD)
            grant(portal['sites'][site], account.id, EDITOR, Grant(basis='thử'))


def begun(portal, site, name):
    """Add a text called ``name`` to ``site`` and return its address in the desk."""
    person = Person(portal)
    assert person.log_in(f'{site}-mot', PASSWORD) == 200
    address = f'/desk/sites/{site}/tin-tuc-su-kien'
    status, body = person.open(f'{address}/@@add?type=NewsItem')
    assert status == 200
    form = {**fields(form_of(body)),
            'title': 'Tin', 'summary': 'Đầu', 'body': '<p>Đầu</p>', 'edit.name': name}
    status, _body = person.open(
        f'{address}/@@add?type=NewsItem', urlencode(form).encode(), FORM)
    assert status == 200
    return f'{address}/{name}'


def at_work(portals, name, *written):
    """Return eight editors, two of a text called ``name`` in each site, at one portal each.

    ``written``: the fields that the first and the second of each text write.
    """
    return [Editor(portal, f'{site}-{which}', path, field)
            for site, path in [(site, begun(portals[0], site, name)) for site in SITES]
            for portal, which, field in zip(portals, ('mot', 'hai'), written, strict=True)]


def write_at_once(editors, saves):
    """Let all ``editors`` save at once, together ``saves`` times or a few more."""
    each = -(-saves // len(editors))
    with ThreadPoolExecutor(len(editors)) as pool:
        for done in [pool.submit(editor.write, each, random.Random(number))
                     for number, editor in enumerate(editors)]:
            done.result()
    assert [refused for editor in editors for refused in editor.refused] == []
    assert [len(editor.words) for editor in editors] == [each] * len(editors)


def words_in(editor):
    """Return the words of ``editor`` that are in the database now, in their order."""
    return re.findall(rf'{editor.login}-\d+', editor.form()[editor.field])


def test_eight_editors_at_once_lose_no_word_and_meet_only_in_the_same_field(portals):
    apart = at_work(portals, 'tin-mot', 'summary', 'body')
    together = at_work(portals, 'tin-hai', 'body', 'body')

    write_at_once(apart, SAVES)
    write_at_once(together, SAVES_IN_ONE_FIELD)

    assert [editor.asked for editor in apart] == [[]] * len(apart)
    for editor in [*apart, *together]:
        assert words_in(editor) == editor.words
    questions = [question for editor in together for question in editor.asked]
    assert questions
    for question in questions:
        mine, theirs = question.mine.split()[-1], question.theirs.split()[-1]
        assert mine not in question.theirs.split() and theirs not in question.mine.split()
