"""The field of a moment: in ISO 8601, or as people type it, in Hanoi's time to the minute."""
from __future__ import annotations

import datetime
from typing import Unpack

import colander

from ...base.clock import UTC, local, parse
from ...base.i18n import _
from .nodesettings import Common

#: Moments of calendars lie in these years; others are slips of the pen.
YEARS = range(1900, 2200)


class Moment(colander.SchemaType):
    """An aware UTC ``datetime``, written in ISO 8601."""

    def serialize(
            self, node: colander.SchemaNode, appstruct: datetime.datetime | None) -> str:
        return '' if appstruct is None or appstruct is colander.null else appstruct.isoformat()

    def deserialize(
            self, node: colander.SchemaNode, cstruct: str) -> datetime.datetime | colander.null:
        if not cstruct:
            return colander.null
        try:
            return parse(cstruct)
        except (TypeError, ValueError):
            raise colander.Invalid(node, _(
                '“${value}” không phải là ngày, giờ (ví dụ 2025-08-16T08:00).',
                mapping={'value': str(cstruct)[:40]})) from None


class Minute(Moment):
    """An aware UTC ``datetime`` to the minute, written in Hanoi's time: ``2026-11-24T08:00``."""

    def serialize(
            self, node: colander.SchemaNode, appstruct: datetime.datetime | None) -> str:
        if appstruct is None or appstruct is colander.null:
            return ''
        return local(appstruct).replace(tzinfo=None).isoformat(timespec='minutes')

    def deserialize(
            self, node: colander.SchemaNode, cstruct: str) -> datetime.datetime | colander.null:
        value = super().deserialize(node, cstruct)
        if value is colander.null:
            return value
        if value.year not in YEARS:
            raise colander.Invalid(node, _('Năm phải từ 1900 đến 2199.'))
        return local(value).replace(second=0, microsecond=0).astimezone(UTC)


def minute(title: str, **settings: Unpack[Common]) -> colander.SchemaNode:
    """Return a node for an aware UTC ``datetime`` to the minute, ``None`` for none."""
    settings.setdefault('missing', None)
    return colander.SchemaNode(
        Minute(), title=title, missing_msg=_('Chưa nhập nội dung.'), **settings)
