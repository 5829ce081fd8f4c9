"""A client of the portal's API in one file, with nothing but Python's own library.

``Client('https://hanoi.gov.vn')`` reads; ``python client.py https://hanoi.gov.vn items limit=5``
prints what a list holds, an object a line.
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

#: Answers that are remembered with their entity tags.
MOST = 200


class Problem(Exception):
    """A request that the portal has refused (RFC 9457).  ``kind``: the end of its type."""

    def __init__(self, status, found):
        super().__init__(f'{status} {found.get("title", "")}: {found.get("detail", "")}')
        self.status, self.found = status, found
        self.kind = found.get('type', '').rpartition('#')[2]

    @property
    def errors(self):
        """``{pointer: what is wrong}`` of the fields."""
        return {each['pointer']: each['detail'] for each in self.found.get('errors', ())}


class Client:
    """Reads the portal at ``base``, in ``language``; what has not changed is not sent again."""

    def __init__(self, base, language='vi', timeout=30, api='/api/v1'):
        self._base, self._timeout = base.rstrip('/') + api, timeout
        self._headers = {'Accept-Language': language, 'User-Agent': 'hanoiportal client'}
        self._known = {}

    def get(self, path, **asked):
        """Return the JSON at ``path`` below the API, or at an absolute address of it.

        ``asked``: parameters; a list is written with commas.  Raises ``Problem``.
        """
        address = path if '://' in path else f'{self._base}/{path.lstrip("/")}'
        if not address.startswith(self._base):
            raise ValueError(f'{address} is not below {self._base}')
        query = {name: ','.join(value) if isinstance(value, (list, tuple)) else value
                 for name, value in asked.items() if value is not None}
        return self._ask(f'{address}?{urllib.parse.urlencode(query)}' if query else address)

    def all(self, path, **asked):
        """Yield every object of the list at ``path``, page by page."""
        page = self.get(path, **asked)
        while True:
            yield from page['items']
            if 'next' not in page:
                return
            page = self.get(page['next'])

    def sites(self):
        """Yield the portal and its component sites."""
        return self.all('sites', limit=100)

    def items(self, **asked):
        """Yield items, the newest first."""
        return self.all('items', **{'limit': 100, **asked})

    def item(self, number, day=None):
        """Return an item, or as it stood at the end of ``day``, ``YYYY-MM-DD``."""
        return self.get(f'items/{number}/as-of/{day}' if day else f'items/{number}')

    def document(self, number):
        """Return the documents with that number, such as ``12/QĐ-UBND``."""
        return list(self.all('documents', number=number))

    def provision(self, number, anchor):
        """Return a provision of the document with that id."""
        return self.get(f'documents/{number}/provisions/{anchor}')

    def search(self, words, **asked):
        """Yield what is found, the best first."""
        return self.all('search', q=words, **asked)

    def _ask(self, address):
        tag, known = self._known.get(address, (None, None))
        headers = {**self._headers, **({'If-None-Match': tag} if tag else {})}
        request = urllib.request.Request(address, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                found = json.load(answer)
                self._remember(address, answer.headers.get('ETag'), found)
                return found
        except urllib.error.HTTPError as error:
            if error.code == 304:
                return known
            raise Problem(error.code, _problem(error)) from None

    def _remember(self, address, tag, found):
        if tag:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[address] = tag, found


def _problem(error):
    try:
        return json.load(error)
    except ValueError:
        return {'title': error.reason}


def main(base, path, *asked):
    """Print what the list at ``path`` holds."""
    for each in Client(base).all(path, **dict(each.split('=', 1) for each in asked)):
        sys.stdout.write(json.dumps(each, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
