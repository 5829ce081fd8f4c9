"""What the tests of the desk share: people at places, texts in states, lists read from pages."""
import datetime
import re

import transaction
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import BOARD
from hanoiportal.kernel.tree.events import ObjectModified, send
from hanoiportal.kernel.workflow.records import review_of
from webtest import TestResponse

BASIS = Grant(basis='QĐ 02/QĐ-VP')


def seated(place, account, role):
    """Let ``account`` hold ``role`` at ``place``, and commit."""
    give = seat if role in BOARD else grant
    give(place, account.id, role, BASIS)
    transaction.commit()


def written(editing, place, title, actor='lan', state='draft', hours=0, type_name='NewsItem',
            **values):
    """Return a new text of ``actor`` in ``state``, begun so many hours ago, and commit."""
    began = SystemClock().now() - datetime.timedelta(hours=hours)
    item = editing.add(place, '', type_name, {'title': title, **values}, actor,
                       {'created_at': began})
    item.state = state
    review_of(item).authors = frozenset({actor})
    changed(editing, item)
    return item


def changed(editing, item):
    """Tell that ``item`` has changed, and commit."""
    send(editing._registry)(ObjectModified(item))
    transaction.commit()


def listed(page):
    """Return the titles in the lists of ``page``."""
    return titles(page, '.list')


def titles(page, within):
    """Return the texts of the links to documents in the elements ``within``, a selector."""
    return [link.get_text() for part in page.html.select(within)
            for link in part.select('a.title, li > a, li > span[lang]')]


def forms_by(page, name):
    """Return the first form of ``page`` of the class ``name``."""
    number = next(number for number, form in enumerate(page.html.select('form'))
                  if name in form.get('class', ()))
    return page.forms[number]


TestResponse.forms_by = forms_by


def unnonced(page):
    """Return the text of ``page`` without what is of this one answer alone."""
    return re.sub('nonce="[^"]*"', '', page.text)


def form_of(page, action):
    """Return the form of ``page`` that has a button for ``action``."""
    return next(form for form in page.forms.values() if action in [
        button._value for button in form.fields.get('act', ())])


def act(page, name, **values):
    """Press the button ``act`` of that value on ``page``; return what follows."""
    form = next(each for each in page.forms.values() if any(
        button.value_if_submitted() == name for button in each.fields.get('act', [])))
    for field, value in values.items():
        form[field] = value
    return form.submit('act', value=name, status='*')
