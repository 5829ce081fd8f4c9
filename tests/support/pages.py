"""What tests read from pages: forms, problems, words, hits."""
import re


def form_with(page, field):
    """Return the first form of ``page`` that has ``field``."""
    return next(form for form in page.forms.values() if field in form.fields)


def token_of(page):
    """Return the token that every form of ``page`` sends."""
    return form_with(page, 'csrf_token')['csrf_token'].value


def problem(page):
    """Return what ``page`` says is wrong with what was sent."""
    return page.html.find(id='problem').text


def words(element):
    """Return the text of ``element`` with single blanks."""
    return re.sub(r'\s+', ' ', element.text).strip()


def hit_titles(app, typed):
    """Return the titles on the first page of results for what is ``typed``."""
    return [link.text for link in app.get('/search', {'q': typed}).html.select('a.title')]
