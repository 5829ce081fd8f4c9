"""CKAN's action API, as much of it as keeps packages.

It refuses what CKAN 2.11 documents:

- https://docs.ckan.org/en/2.11/api/index.html: a POST of a JSON object to ``/api/3/action/ACTION``
  with the token in ``Authorization``; answers have ``help``, ``success``, and ``result`` or
  ``error``; 400 for no JSON and for no such action, 403 ``Authorization Error``, 404 ``Not Found
  Error``, 409 ``Validation Error`` with the fields that are wrong;
- the same page, ``ckan.logic.action.create.package_create``: the name is 2 to 100 lower case
  letters, digits, ``-`` and ``_``, and no other package has it; ``owner_org`` must be given
  where each package needs an organisation, and one in which the holder of the token may create;
  ``extras`` and ``resources`` are lists of objects; a key of the extras comes once;
- ``package_patch``: an ``id`` that there is; what is not named stays.  Resources without an id are
  new ones;
- ``package_delete``: the package stays with the state ``deleted``, and its name is taken;
- ``organization_list_for_user``.

It refuses unknown fields of packages, too, which CKAN passes over, so that tests find them.
``moods``: ``callable(handler, body)`` that answer in place of the right one, the first next;
``lost``: what was asked is done, and the answer gets lost.
"""
import json
import re
from contextlib import suppress
from itertools import count

from servers.jsonserver import JsonHandler, JsonServer, Refused

TOKEN, LARGEST, BASE = 'ma-truy-cap-ckan', 200_000, '/api/3/action/'
ORGANISATIONS = {'ubnd-thanh-pho': 'org-1', 'ubnd-xa-ba-vi': 'org-2'}
NAME, RESERVED = re.compile(r'[a-z0-9_-]{2,100}'), {'new', 'edit', 'search'}
TEXTS = {'title', 'notes', 'url', 'author', 'author_email', 'maintainer', 'maintainer_email',
         'license_id', 'version', 'state', 'owner_org', 'name', 'id'}
KNOWN = TEXTS | {'private', 'extras', 'resources', 'tags', 'groups'}
OF_RESOURCES = {'id', 'url', 'name', 'description', 'format', 'mimetype', 'hash', 'size',
                'last_modified'}
MOMENT = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?')
ERRORS = {403: 'Authorization Error', 404: 'Not Found Error', 409: 'Validation Error'}


class Ckan(JsonServer):
    """``packages``: ``{name: package}``, deleted ones too.  ``asked``: ``(action, object)``."""

    def __init__(self, port=0):
        super().__init__(_Handler, port)

    def reset(self):
        """Have no packages, and have been asked nothing."""
        self.packages, self.asked, self.moods, self.numbers = {}, [], [], count(1)

    @property
    def active(self):
        """``{name: package}`` of those that people see."""
        return {name: each for name, each in self.packages.items() if each['state'] == 'active'}


class _Handler(JsonHandler):
    def do_GET(self):
        self.fail(400, 'POST')

    do_PUT = do_DELETE = do_GET

    def do_POST(self):
        try:
            body = self.read(LARGEST)
        except Refused as refused:
            self.fail(*refused.args)
            return
        mood = self.server.moods.pop(0) if self.server.moods else good
        mood(self, body)

    def succeed(self, result):
        """Say that it is done."""
        self.say(200, {'help': '', 'success': True, 'result': result})

    def fail(self, status, why):
        """Say why it is not, as CKAN does."""
        if status not in ERRORS:
            self.say(status, f'Bad request - {why}')
            return
        told = why if isinstance(why, dict) else {'message': why}
        self.say(status, {'help': '', 'success': False, 'error': {
            '__type': ERRORS[status], **told}})

    def done(self, body):
        """Do what is asked; return the result."""
        action = self.path.removeprefix(BASE)
        verb = getattr(self, f'_{action}', None) if self.path.startswith(BASE) else None
        if verb is None or not action.islower():
            raise Refused(400, f'Action name not known: {action}')
        try:
            said = json.loads(body)
        except ValueError:
            raise Refused(400, 'JSON Error') from None
        if not isinstance(said, dict):
            raise Refused(400, 'Request data JSON decoded to no object')
        if self.headers.get('Authorization') != TOKEN:
            raise Refused(403, 'Access denied')
        self.server.asked.append((action, said))
        return verb(said)

    def _organization_list_for_user(self, _said):
        return [{'id': oid, 'name': name} for name, oid in ORGANISATIONS.items()]

    def _package_show(self, said):
        return self._found(said)

    def _package_create(self, said):
        self._check(said)
        if said['name'] in self.server.packages:
            raise Refused(409, {'name': ['That URL is already in use.']})
        made = {'state': 'active', **said, 'id': f'package-{next(self.server.numbers)}'}
        self.server.packages[said['name']] = self._kept(made)
        return made

    def _package_patch(self, said):
        found = self._found(said)
        changed = {**found, **said, 'id': found['id']}
        self._check(changed)
        ids = {each['id'] for each in found.get('resources', ())}
        for each in changed.get('resources', ()):
            if each.get('id') not in (None, *ids):
                raise Refused(409, {'resources': [{'id': ['Not found']}]})
        self.server.packages[found['name']] = self._kept(changed)
        return changed

    def _package_delete(self, said):
        self._found(said)['state'] = 'deleted'

    def _found(self, said):
        if not isinstance(said.get('id'), str) or not said['id']:
            raise Refused(409, {'id': ['Missing value']})
        for name, each in self.server.packages.items():
            if said['id'] in (name, each['id']):
                return each
        raise Refused(404, 'Not found')

    def _kept(self, package):
        for each in package.get('resources', ()):
            each.setdefault('id', f'resource-{next(self.server.numbers)}')
        return package

    def _check(self, said):
        wrong = {name: ['The input field was not expected.'] for name in set(said) - KNOWN}
        wrong.update({name: ['Must be a string'] for name in TEXTS & set(said)
                      if not isinstance(said[name], str)})
        name = said.get('name')
        if not name:
            wrong['name'] = ['Missing value']
        elif not isinstance(name, str) or not NAME.fullmatch(name) or name in RESERVED:
            wrong['name'] = ['Must be purely lowercase alphanumeric (ascii) characters and -_']
        if not said.get('owner_org'):
            wrong['owner_org'] = ['An organization must be provided']
        elif said['owner_org'] not in (*ORGANISATIONS, *ORGANISATIONS.values()):
            wrong['owner_org'] = ['Organization does not exist']
        if said.get('state', 'active') not in ('active', 'deleted', 'draft'):
            wrong['state'] = ['Invalid state']
        wrong.update(self._wrong_extras(said), **self._wrong_resources(said))
        if wrong:
            raise Refused(409, wrong)

    @staticmethod
    def _wrong_extras(said):
        extras = said.get('extras', [])
        if not isinstance(extras, list) or not all(
                isinstance(each, dict) and set(each) == {'key', 'value'} and each['key']
                and isinstance(each['value'], str) for each in extras):
            return {'extras': ['Missing value']}
        keys = [each['key'] for each in extras]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        return {'extras': [f'Duplicate key "{key}"' for key in twice]} if twice else {}

    @staticmethod
    def _wrong_resources(said):
        wrong = []
        resources = said.get('resources', [])
        if not isinstance(resources, list) or not all(isinstance(e, dict) for e in resources):
            return {'resources': ['Not a list of objects']}
        for each in resources:
            if set(each) - OF_RESOURCES:
                wrong.append({'url': ['The input field was not expected.']})
            elif not str(each.get('url', '')).startswith(('https://', 'http://localhost')):
                wrong.append({'url': ['Please provide a valid URL']})
            elif not isinstance(each.get('size', 0), int) or not MOMENT.fullmatch(
                    each.get('last_modified', '2026-01-01T00:00:00')):
                wrong.append({'last_modified': ['Date format incorrect']})
        return {'resources': wrong} if wrong else {}


def lost(handler, body):
    """Do it, and hang up before anything is said."""
    with suppress(Refused):
        handler.done(body)
    handler.close_connection = True


def good(handler, body):
    """Answer as if there were no moods."""
    try:
        handler.succeed(handler.done(body))
    except Refused as refused:
        handler.fail(*refused.args)
