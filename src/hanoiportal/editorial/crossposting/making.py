"""Making references, and letting them show other versions of their sources."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ...base.i18n import DEFAULT
from ...base.interfaces import IClock, IContainer
from ...content.versions.interfaces import INaming
from ...kernel.tree import Translation
from ...kernel.tree.content import bound_schema
from ...kernel.tree.events import Change, ObjectModified, Transitioned, acting, send
from ...kernel.tree.lookup import find_portal, find_site, is_closed
from ...kernel.tree.sharing import SharedPlace, free_name_shared, is_shared, note_name
from ...kernel.tree.values import digest_of, values_of
from ...kernel.workflow.interfaces import APPROVED, DRAFT, PUBLIC, PUBLISHED, SCHEDULED, WITHDRAWN
from ...kernel.workflow.records import BY_BOARD, Event, Review, review_of
from ...platform.notifications.interfaces import StepOver
from ..publishing.interfaces import CannotPublish, IPublishing
from .interfaces import TYPE, CannotCrosspost, CarryChoice, IReference, Proposal
from .resource import get_or_create_book
from .sources import by_language, fields_at, pins_of, source_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described
    from ...kernel.workflow.records import Approval
    from .deciding import Deciding, Given
    from .resource import CrosspostBook


class Making:
    """Makes and changes the references of one portal."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._clock: IClock = registry.getUtility(IClock)
        self._send = send(registry)

    def make(self, proposal: Proposal, choice: CarryChoice, source: Described, section: IContainer,
             naming: INaming) -> Described:
        """Return a new reference in ``section``, a draft."""
        made = cast('Described', self._registry.content.create(
            TYPE, source=source.__oid__, digests=choice.digests, intro=choice.intro,
            order=choice.order))
        made.created_at, made.created_by = self._clock.now(), proposal.by
        vars(made).update(
            title=source.title, summary=source.summary,
            source_type=self._registry.content.typeof(source), number=proposal.number)
        name = naming.free_name(section, source.title)
        if isinstance(section, SharedPlace):
            name = free_name_shared(section, name)
        else:
            naming.check_seat(section, name, made)
        section.add(name, made, registry=acting(  # type: ignore[attr-defined]  # a folder
            self._registry, proposal.by))
        return made

    def seat(self, reference: IReference) -> None:
        """Let all know of ``reference``, which is new in the tree: made here, or brought."""
        made, source = cast('Described', reference), source_of(reference)
        if source is None:
            return
        if not source.crossposted:
            source.crossposted = True
        self._book(made).refer(source.__oid__, made.__oid__)
        if is_shared(made):
            note_name(reference)
        self._pin(reference)
        if not made.title:  # brought by an import, which knows the source alone
            reference.source_type = self._registry.content.typeof(source)
            reference.is_hidden = is_closed(source)
            self.name(made)
            if made.state == WITHDRAWN:
                made.moved_to = source.__oid__
        if reference.changed_at is not None:
            self.mark(reference, reference.changed_at)

    def name(self, made: Described | Translation) -> None:
        """Give ``made``, a reference or its translation, title and summary of what it shows."""
        item = cast('IReference', made.__parent__ if isinstance(made, Translation) else made)
        source = source_of(item)
        text = None if source is None else (
            source if made.language == DEFAULT else source.translations.get(made.language))
        if text is not None:
            made.title, made.summary = _said(
                cast('Described', text), by_language(item.digests).get(made.language, ''))

    def publish(self, made: Described, choice: CarryChoice, deciding: Deciding, given: Given,
                publishing: IPublishing, kind: str = BY_BOARD, basis: str = '') -> None:
        """Let ``made``, a draft, be public at its time by the approvals ``given``.  Raises
        ``CannotCrosspost``; ``made`` is gone then.
        """
        digest, now, actor = self.digest(made), self._clock.now(), given[-1][0]
        review = review_of(made)
        review.approvals = deciding.approvals(find_site(made), given, digest, kind, basis)
        review.expires_at = choice.until
        review.events = (*review.events, Event(now, actor, 'approve', DRAFT, APPROVED,
                                               digest=digest))
        made.state = APPROVED
        self._texts(made, review.approvals)
        if choice.publish_at is not None and choice.publish_at > now:
            review.publish_at, made.state = choice.publish_at, SCHEDULED
            review.events = (*review.events, Event(
                now, actor, 'schedule', APPROVED, SCHEDULED, digest=digest))
            self._send(Transitioned(made, 'schedule', actor, before=APPROVED, after=SCHEDULED))
            return
        try:
            publishing.publish(made, actor, verdict=publishing.judge(made))
        except CannotPublish as refused:
            cast('IContainer', made.__parent__).remove(  # type: ignore[attr-defined]  # a folder
                made.__name__, registry=self._registry)
            raise CannotCrosspost({'': next(iter(refused.reasons.values()))}) from None

    def renew(self, reference: IReference, digests: tuple[str, ...], actor: str,
              approvals: tuple[Approval, ...], authors: frozenset[str] = frozenset()) -> None:
        """Let ``reference`` show ``digests`` by ``approvals``, whose digest is put in here."""
        made, source = cast('Described', reference), source_of(reference)
        before = ' '.join(reference.digests)
        reference.digests = digests
        if source is not None:
            made.title, made.summary = _said(source, by_language(digests).get(DEFAULT, ''))
        self._pin(reference)
        made.approvals = _digested(approvals, self.digest(made))
        made.concluded = Review()
        made.concluded.authors = authors
        made.updated_at = made.modified_at = self._clock.now()
        self._texts(made, made.approvals)
        self.mark(reference, None)
        self._send(Change(made, 'renew_crosspost', actor, before=before, after=' '.join(digests),
                          number=reference.number))

    def _pin(self, reference: IReference) -> None:
        """Let ``reference`` know the pictures that it shows, and the book what shows them."""
        reference.pictures = pins_of(reference, self._registry)
        for each in reference.pictures:
            self._book(cast('Described', reference)).show(reference.source, each.image)

    def digest(self, made: Described | Translation) -> str:
        """Return the digest of what ``made``, a reference or its translation, is now."""
        schema = bound_schema(TYPE, self._registry)
        if isinstance(made, Translation):
            schema = schema.clone()
            schema.children = [node for node in schema.children if node.name == 'intro']
        return digest_of(schema, values_of(made, schema))

    def mark(self, reference: IReference, since: datetime.datetime | None) -> None:
        """Note since when the source of ``reference`` says something else; ``None``: it does not.
        """
        made = cast('Described', reference)
        changed, key = self._book(made).changed, (str(find_site(made).__oid__), made.__oid__)
        if since is not None and not is_shared(made):
            changed.insert(key)
        elif key in changed:
            changed.remove(key)
            self._send(StepOver(reference))
        reference.changed_at, reference.held = since, None

    def touch(self, reference: IReference, actor: str) -> None:
        """Let whatever follows written objects look at ``reference`` again."""
        reference.touched_at = self._clock.now()
        self._send(ObjectModified(reference, actor))

    def drop_texts(self, reference: IReference, actor: str) -> None:
        """Withdraw each translation of ``reference`` that its source has no more."""
        source, made = source_of(reference), cast('Described', reference)
        for tag, text in made.translations.items():
            if text.state in PUBLIC and (source is None or tag not in source.translations
                                         or not source.translations[tag].is_public):
                self._withdraw(text, actor)

    def _texts(self, made: Described, approvals: tuple[Approval, ...]) -> None:
        """Let ``made`` have a public translation for each one of its source that it shows."""
        source = source_of(cast('IReference', made))
        digests = by_language(cast('IReference', made).digests)
        for tag, digest in digests.items():
            text = None if source is None else source.translations.get(tag)
            if text is not None:
                self._text(made, tag, _said(cast('Described', text), digest), approvals)
        for tag, text in made.translations.items():
            if tag not in digests and text.state in PUBLIC:
                self._withdraw(text, approvals[-1].actor)

    def _text(self, made: Described, tag: str, said: tuple[str, str],
              approvals: tuple[Approval, ...]) -> None:
        text, now = made.translations.get(tag), self._clock.now()
        if text is None:
            text = Translation(tag, intro='')
            text.created_at, text.created_by = now, made.created_by
            made.add_translation(text)
            cast('IPortal', find_portal(made)).__objectmap__.seat(text)
        text.title, text.summary = said
        text.state, text.published_at = PUBLISHED, text.published_at or now
        text.approvals = _digested(approvals, self.digest(text))
        text.concluded = Review()
        self._send(ObjectModified(text, approvals[-1].actor))

    def _withdraw(self, text: Translation, actor: str) -> None:
        before, text.state = text.state, WITHDRAWN
        self._send(Transitioned(text, 'withdraw', actor, before=before, after=WITHDRAWN))

    @staticmethod
    def _book(made: Described) -> CrosspostBook:
        return get_or_create_book(cast('IPortal', find_portal(made)))


def _said(text: Described, digest: str) -> tuple[str, str]:
    """Return title and summary of the version of ``text`` with ``digest``."""
    fields: Mapping[str, object] = fields_at(text, digest) or {}
    return str(fields.get('title', text.title)), str(fields.get('summary', text.summary))


def _digested(approvals: tuple[Approval, ...], digest: str) -> tuple[Approval, ...]:
    """Return ``approvals`` as those of the version with ``digest``."""
    return tuple(replace(each, digest=digest) for each in approvals)
