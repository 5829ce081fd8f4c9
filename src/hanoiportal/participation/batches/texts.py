"""The public texts of a batch: as cases keep them, and as ``content`` gets them."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...base.i18n import _
from ...kernel.tree.readable import normal, why_unreadable
from ..cases.interfaces import PUBLISH, Case, Contents, ICases
from ..publication.interfaces import IConcealing, PublicText
from .interfaces import CannotPublishBatch
from .interfaces.sources import IBatchSource, IRefusing, IWritingSource, SaidText


def made_of(source: IBatchSource, cases: ICases, numbers: Sequence[int]) -> Mapping[int, SaidText]:
    """Return what ``content`` would get of the cases ``numbers``, by number: of those that are
    kept, while their senders agree to it, and no name that they do not let be shown any more.
    """
    found: dict[int, tuple[Case, Contents, PublicText]] = {}
    for number in numbers:
        case, text = cases.get(number), kept_text(source, cases, number)
        contents = cases.open(case) if case is not None else None
        if case is None or text is None or contents is None or PUBLISH not in contents.consents:
            continue
        if text.name and not source.name(contents):
            text = replace(text, name='')
        found[number] = case, contents, text
    return source.made(found)


def left_out(source: IBatchSource, cases: ICases, numbers: Sequence[int],
             made: Mapping[int, SaidText]) -> Sequence[str]:
    """Return what names those public texts of the cases ``numbers`` that ``made`` does not hold:
    their senders have taken their consent back while they were written.
    """
    there, rows = source.published(), source.kept.rows
    texts = [kept_text(source, cases, number) for number in numbers
             if number not in made and not rows[number].public]
    return [text.title for text in texts if text is not None and text.title in there]


def kept_text(source: IBatchSource, cases: ICases, number: int) -> PublicText | None:
    """Return what is kept of the case ``number`` for the public, ``None`` if there is nothing."""
    case = cases.get(number)
    return None if case is None else PublicText.of_kept(cases.kept(case, source.kept_as))


def digest_of_batch(source: IBatchSource, made: Mapping[int, SaidText]) -> str:
    """Return the digest of all that ``made`` would let be public, 64 hexadecimal digits."""
    told = json.dumps([{name: value for name, value in each._asdict().items()
                        if name not in source.passing} for each in made.values()],
                      ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def number_of(source: IBatchSource, public: str) -> int:
    """Return the number of the case whose text is named ``public``, 0 for none."""
    return next((number for number, row in source.kept.rows.items()
                 if public and row.public == public), 0)


def said_without(source: IWritingSource, said: SaidText, piece: str,
                 concealing: IConcealing) -> tuple[Mapping[str, str], int]:
    """Return what ``said`` says without ``piece``, by field, and how often it stood there.  Raises
    ``CannotConceal``.
    """
    fields, found = said._asdict(), {}
    for name in source.spoken:
        found[name] = concealing.without(str(fields[name]), piece)
    return ({name: text for name, (text, _times) in found.items()},
            sum(times for _text, times in found.values()))


def kept_without(text: PublicText, piece: str, concealing: IConcealing) -> PublicText:
    """Return ``text`` without ``piece``.  Raises ``CannotConceal``."""
    return replace(text, question=concealing.without(text.question, piece)[0],
                   answer=concealing.without(text.answer, piece)[0],
                   name=concealing.without(text.name, piece)[0])


def require_ground(refusing: IRefusing, ground: str) -> str:
    """Return the title of ``ground``.  Raises ``CannotPublishBatch``."""
    titles = dict(refusing.grounds)
    if ground not in titles:
        raise CannotPublishBatch({'ground': _('Chưa chọn căn cứ.')})
    return titles[ground]


def required(text: str) -> str:
    """Return ``text``, a reason that its sender reads.  Raises ``CannotPublishBatch``."""
    reason = str(normal(text))
    if not reason:
        raise CannotPublishBatch({'why': _('Chưa ghi lý do; người gửi đọc được lý do này.')})
    if unreadable := why_unreadable(reason):
        raise CannotPublishBatch({'why': unreadable})
    return reason
