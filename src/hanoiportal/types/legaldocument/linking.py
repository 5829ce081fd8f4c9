"""Where the citations of a document lead: only to what the public may read."""
from html import escape

from ...kernel.tree.lookup import work_of
from .force import ACTING, act
from .reading.citations import citations
from .reading.cited import cited_texts
from .relations import RELATIONS, chosen, is_meant, key_of, named


class Related:
    """The public documents that ``document`` names, or that name it; one question to the catalog.

    ``details``: the ``IDetails``.  ``laws``: the ``Laws``.
    """

    def __init__(self, document, details, laws):
        self._document = document
        self._cited = cited_texts(document.full_text, laws) if document.full_text else None
        self._lines = [(line, citations(line)) for line in document.relations.split('\n') if line]
        own = key_of(document.number)
        self._own = {relation: (relation.field, own) for relation in RELATIONS}
        self._found = details.having([
            *[('number', key_of(number)) for number in self._numbers()],
            *(self._own.values() if own else ())])

    def _numbers(self):
        numbers = set(self._cited.numbers) if self._cited else set()
        numbers.update(each.number for _line, found in self._lines for each in found)
        entries = (named(entry) for relation in RELATIONS
                   for entry in getattr(self._document, relation.field))
        return sorted((numbers | {each.number for each in entries if each}) - {''})

    def named(self, citation):
        """Return the public document that ``citation`` means, or ``None``."""
        return chosen(citation, self._found.get(('number', key_of(citation.number)), ()),
                      self._document) if citation.number else None

    @property
    def forward(self):
        """``[(label, [(entry as written, public document or None)])]`` of the relations."""
        stated = [(each.label, getattr(self._document, each.field)) for each in RELATIONS]
        return [(label, [(entry, self._of(entry)) for entry in entries])
                for label, entries in stated if entries]

    def _of(self, entry):
        citation = named(entry)
        return None if citation is None else self.named(citation)

    @property
    def mentions(self):
        """``[(field of ``RELATIONS``, entry as written, public document or None)]``."""
        return [(each.field, entry, self._of(entry)) for each in RELATIONS
                for entry in getattr(self._document, each.field)]

    @property
    def backward(self):
        """``[(label, [public document])]`` of what names this document."""
        found = [(relation.label_back, [each for each, _citation in self._naming(relation)])
                 for relation in RELATIONS]
        return [(label, list(dict.fromkeys(documents))) for label, documents in found if documents]

    @property
    def acts(self):
        """The ``force.Act`` list of all that public documents do to this one."""
        return [act(relation.field, document, citation) for relation in RELATIONS
                if relation.field in ACTING for document, citation in self._naming(relation)]

    def _naming(self, relation):
        """Yield each public document that has this one in ``relation``, and its citation."""
        for other in self._found.get(self._own[relation], ()):
            for citation in filter(None, map(named, getattr(other, relation.field))):
                if is_meant(citation, self._document, other) and (
                        other is not work_of(self._document)):
                    yield other, citation

    @property
    def lines(self):
        """``[(line of the free relations, its ((Citation, anchor), …))]``."""
        return [(line, tuple((each, '') for each in found if each.number))
                for line, found in self._lines]

    def linked(self, link, here=''):
        """Return the callable(text, anchor='') → HTML that ``html.render`` takes.

        ``link``: callable(document) → address.  ``here``: address of the whole text.
        """
        links = self._cited.links if self._cited else {}

        def html(text, anchor=''):
            return self.html(text, links.get(anchor or text, ()), link, here)

        return html

    def html(self, text, found, link, here=''):
        """Return ``text`` as HTML in which each of ``found`` that can be opened is a link."""
        out, at = [], 0
        for citation, anchor in found:
            address = self._address(citation, anchor, link, here)
            words = escape(text[citation.start:citation.end])
            out += [escape(text[at:citation.start]),
                    f'<a class="cited" href="{escape(address)}">{words}</a>' if address else words]
            at = citation.end
        return ''.join([*out, escape(text[at:])])

    def _address(self, citation, anchor, link, here):
        target = self._document if citation.is_own else self.named(citation)
        fragment = f'#{anchor}' if anchor else ''
        if target in (self._document, work_of(self._document)):
            return here + fragment if anchor else ''
        return link(target) + fragment if target is not None else ''


def acts_on(documents, details):
    """Return ``{document: [force.Act of public documents on it]}``; one question to the catalog.

    ``details``: the ``IDetails``.
    """
    asked = {each: [(field, key_of(each.number)) for field in ACTING] if each.number else []
             for each in documents}
    found = details.having([pair for pairs in asked.values() for pair in pairs])
    return {each: [act(field, other, citation) for field, number in pairs
                   for other in found.get((field, number), ()) if other is not work_of(each)
                   for citation in filter(None, map(named, getattr(other, field)))
                   if is_meant(citation, each, other)]
            for each, pairs in asked.items()}
