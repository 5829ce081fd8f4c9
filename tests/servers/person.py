"""A person at a portal in another process: keeps cookies, fills in forms as they are shown."""
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar
from itertools import count

from bs4 import BeautifulSoup
from hanoiportal.kernel.security.admission import is_proved
from hanoiportal.participation.questions.steps import NUMBER, TICKET


class Person:
    """Somebody with a browser of their own on the ``Portal`` given."""

    def __init__(self, portal):
        self._portal = portal
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path, data=None, kind=None, headers=()):
        """Return ``(status, body bytes)`` of ``path``; ``data``: bytes to send as ``kind``."""
        request = urllib.request.Request(self._portal.url + path, data, dict(headers))
        if kind:
            request.add_header('Content-Type', kind)
        try:
            with self._opener.open(request, timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def send(self, path, fields, files=(), headers=()):
        """Fill in the form that ``path`` shows and return ``(status, body bytes)`` of the answer.

        ``fields``: values by name; what is hidden or filled in already is sent as it stands.
        ``files``: ``{name: (filename, bytes)}``.  ``headers``: of the request.
        """
        _status, body = self.open(path)
        return self.fill(body, fields, files, headers, path)

    def fill(self, body, fields, files=(), headers=(), path=''):
        """Fill in the form on the page ``body``, likewise.  ``path``: of the page."""
        form = BeautifulSoup(body, 'html.parser').main.find('form', method='post')
        values = {field['name']: field.get('value', '')
                  for field in form.find_all('input') if field.get('name')}
        action = form.get('action') or path
        return self.open(action, *_multipart({**values, **fields}, dict(files)), headers)

    def press(self, path, button, **fields):
        """Press the button, or take the step, of the value ``button`` on the page ``path``; return
        the page that follows as BeautifulSoup.  ``fields``: values, or lists of them, by name.
        """
        _status, body = self.open(path)
        forms = BeautifulSoup(body, 'html.parser').main.find_all('form', method='post')
        form = next(each for each in forms if each.find(_is_button(button)))
        values = {field['name']: field.get('value', '') for field in form.find_all('input')
                  if field.get('name') and (field.has_attr('checked') or field.get('type') not in (
                      'checkbox', 'radio'))}
        status, body = self.open(form['action'], *_multipart(
            {**values, form.find(_is_button(button))['name']: button, **fields}, {}))
        page = BeautifulSoup(body, 'html.parser')
        assert status == 200, page.main.get_text(' ', strip=True)
        return page

    def log_in(self, login, password):
        """Log in and return the status of the page that follows."""
        return self.send('/login', {'login': login, 'password': password})[0]


def proof_for(body):
    """Return the fields with the number that scripts find, in place of waiting, for the form of
    ``kernel.security.admission`` on the page ``body``.
    """
    form = BeautifulSoup(body, 'html.parser').main.find('form', {'data-bits': True})
    ticket, bits = form.find('input', {'name': TICKET})['value'], int(form['data-bits'])
    return {NUMBER: next(each for each in map(str, count()) if is_proved(ticket, each, bits))}


def _is_button(value):
    return lambda each: each.get('name') in ('act', 'step') and each.get('value') == value


def _multipart(fields, files):
    """Return a body of form fields and files, and its content type (RFC 7578)."""
    boundary = uuid.uuid4().hex
    parts = [
        (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
         f'{value}\r\n').encode()
        for name, values in fields.items() if name not in files
        for value in (values if isinstance(values, (list, tuple)) else [values])]
    parts += [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        'Content-Type: application/octet-stream\r\n\r\n'.encode() + content + b'\r\n'
        for name, (filename, content) in files.items()]
    return b''.join(parts) + f'--{boundary}--\r\n'.encode(), (
        f'multipart/form-data; boundary={boundary}')
