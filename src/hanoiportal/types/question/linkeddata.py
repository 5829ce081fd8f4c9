"""A question and its answer in the words of schema.org."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.text import plain_text

if TYPE_CHECKING:
    from ...kernel.tree.content import Address
    from .resource import Question


def linked_data(item: Question, text: Question, address: Address) -> dict[str, object]:
    """Return what makes the page a ``QAPage``.  ``text``: the item, or its translation."""
    asker = {'@type': 'Person', 'name': item.asked_by} if item.asked_by else None
    body = item.answered_by and {'@type': 'GovernmentOrganization', 'name': item.answered_by}
    answer: dict[str, object] = {
        '@type': 'Answer', 'text': plain_text(text.body), 'author': body, 'url': address(item),
        'dateCreated': item.answered and item.answered.isoformat()}
    question: dict[str, object] = {
        '@type': 'Question', 'name': text.title, 'text': text.question, 'answerCount': 1,
        'author': asker, 'about': item.field, 'acceptedAnswer': _said(answer),
        'dateCreated': item.received and item.received.isoformat()}
    return {'@type': 'QAPage', 'mainEntity': _said(question)}


def _said(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
