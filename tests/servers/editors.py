"""Editors at portals in other processes, who save, keep and merge what they write."""
import json
import re
import time
from urllib.parse import urlencode

from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from lxml import html

from . import CONFIG
from .person import Person

PASSWORD = 'Chợ-Đồng-Xuân-1889'
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

    def write(self, count, chance, pause=0.2):
        """Save ``count`` times, one more word each time, with pauses of at most so many seconds.
        """
        for number in range(count):
            word = f'{self.login}-{number}'
            form = self.form()
            form[self.field] = _with(form[self.field], word)
            time.sleep(chance.uniform(0, pause))
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


def found(environment, sites):
    """Make the portal, and those of Hanoi's sites whose names are among ``sites``."""
    data = Data(CONFIG / 'hanoi')
    steps = provisioning(environment, data)
    portal = steps.portal(environment.root)
    for label, values, english in data.sites:
        if label in sites:
            steps.sections(steps.site(portal, label, values, english), values['level'])


def employ(environment, sites):
    """Give each of ``sites`` two editors, ``SITE-mot`` and ``SITE-hai``."""
    for site in sites:
        for which in ('mot', 'hai'):
            account_of(environment, f'{site}-{which}', site, grant, EDITOR)


def account_of(environment, login, site, give, role):
    """Make the account ``login`` that holds ``role`` at ``site``; ``give``: how roles of its kind
    are given.
    """
    portal = environment.portal
    account = portal['accounts'].create(login, login, registry=environment.registry)
    account.set_password(PASSWORD)
    give(portal['sites'][site], account.id, role, Grant(basis='thử'))


def begun(portal, site, name):
    """Add a text called ``name`` to ``site`` and return its address in the desk."""
    person = Person(portal)
    assert person.log_in(f'{site}-mot', PASSWORD) == 200
    status, path, _said = added(person, site, name)
    assert status == 200
    return path


def added(person, site, name):
    """Let ``person`` add a text called ``name`` to ``site``; return the status, its address in
    the desk and the words of the page that followed.
    """
    section = f'/desk/sites/{site}/tin-tuc-su-kien'
    _status, body = person.open(f'{section}/@@add?type=NewsItem')
    form = {**fields(form_of(body)),
            'title': 'Tin', 'summary': 'Đầu', 'body': '<p>Đầu</p>', 'edit.name': name}
    status, body = person.open(
        f'{section}/@@add?type=NewsItem', urlencode(form).encode(), FORM)
    return status, f'{section}/{name}', said_in(body)


def said_in(body):
    """Return what the page of the bytes ``body`` says in its own part."""
    main = html.document_fromstring(body.decode()).find('.//main')
    return ' '.join(main.text_content().split())


def words_in(editor):
    """Return the words of ``editor`` that are in the database now, in their order."""
    return re.findall(rf'{editor.login}-\d+', editor.form()[editor.field])
