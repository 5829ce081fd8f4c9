"""The legal basis of a section as a page says it."""
from ....base.legalbases import basis_in
from .wording import Wording


def legal_basis(text: str, tag: str) -> Wording:
    """Return the legal basis ``text`` for a page in the language ``tag``.

    >>> legal_basis('Nghị định 13/2018/NĐ-CP: Điều 3', 'en').text
    'Decree 13/2018/NĐ-CP: Article 3'
    """
    return Wording(*basis_in(text, tag))
