"""``ISatisfaction`` and ``ICaseLinks``."""
import base64
import datetime
import json
from collections.abc import Mapping

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IResource
from ...kernel.security.crypto.sealing import ISealing, Unreadable
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from .interfaces import QUESTIONS, ICaseLinks, ISatisfaction
from .resource import KEY, Satisfaction

_OWNER = 'case link'
#: What a link begins with; a code begins with other letters.
PREFIX = 'L.'


@implementer(ISatisfaction)
class SatisfactionOf:
    """See ``ISatisfaction``."""

    def __init__(self, resource: IResource) -> None:
        self._root = interactions_of(find_portal(resource))

    def count(self, site: str, month: str, answers: Mapping[str, str]) -> None:
        """See ``ISatisfaction``."""
        counts = get_or_create(self._root, KEY, Satisfaction).counts
        for question, (_words, choices) in QUESTIONS.items():
            answer = answers.get(question, '')
            if answer in dict(choices):
                name = f'{site} {month} {question} {answer}'
                counts[name] = counts.get(name, 0) + 1

    def tally(self, site: str, month: str) -> Mapping[str, Mapping[str, int]]:
        """See ``ISatisfaction``."""
        found = self._root.get(KEY)
        counts = {} if found is None else found.counts
        return {question: {answer: counts.get(f'{site} {month} {question} {answer}', 0)
                           for answer, _title in choices}
                for question, (_words, choices) in QUESTIONS.items()}


@implementer(ICaseLinks)
class CaseLinks:
    """See ``ICaseLinks``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def made(self, number: int, until: datetime.datetime) -> str:
        """See ``ICaseLinks``."""
        content = json.dumps([number, int(until.timestamp())]).encode()
        sealed = self._registry.getUtility(ISealing).seal_bytes(content, _OWNER)
        return PREFIX + base64.urlsafe_b64encode(sealed).decode().rstrip('=')

    def number(self, text: str, now: datetime.datetime) -> int | None:
        """See ``ICaseLinks``."""
        text = text.rpartition('#')[2].strip()
        if not text.startswith(PREFIX):
            return None
        packed = text.removeprefix(PREFIX)
        try:
            sealed = base64.urlsafe_b64decode(packed + '=' * (-len(packed) % 4))
            number, until = json.loads(
                self._registry.getUtility(ISealing).opened_bytes(sealed, _OWNER))
        except (Unreadable, ValueError):
            return None
        return int(number) if now.timestamp() < until else None


def parted(text: str) -> tuple[str, str]:
    """Return code and secret of a link or of what stands behind its ``#``; ``('', '')`` if it is
    none.

    >>> parted('https://hanoi.gov.vn/theo-doi#HN-7K3P-9QXD.ABCD'), parted('x')
    (('HN-7K3P-9QXD', 'ABCD'), ('', ''))
    """
    code, dot, secret = text.rpartition('#')[2].strip().partition('.')
    return (code, secret) if dot else ('', '')
