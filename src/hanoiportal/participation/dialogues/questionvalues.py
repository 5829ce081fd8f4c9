"""What of an answer its own item of Hỏi đáp says; pure but for the places it is told."""
from __future__ import annotations

from html import escape

from ...base.clock import local
from ...base.text import first_words
from ...kernel.tree.lookup import find_site, path_of
from .interfaces import IDialogue, PublicAnswer

#: Name of the content type.
QUESTION = 'Question'


def question_values(dialogue: IDialogue, answer: PublicAnswer, moment: int) -> dict[str, str]:
    """Return the fields of the ``Question``, as a form gives them.  ``moment``: second of the
    recording.
    """
    site, end = find_site(dialogue), dialogue.end
    lines = [*answer.answer.split('\n'), f'({answer.by})' if answer.by else '']
    return {
        'title': first_words(answer.question.splitlines()[0]), 'kind': 'question',
        'question': answer.question, 'asked_by': answer.name,
        'body': '\n'.join(f'<p>{escape(line, quote=False)}</p>' for line in lines if line),
        'answered_by': str(getattr(site, 'owner', '') or site.title),
        'received': answer.received, 'answered': local(end).date().isoformat() if end else '',
        'dialogue': path_of(dialogue), 'recorded_at': str(moment)}
