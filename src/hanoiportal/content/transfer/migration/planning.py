"""Where each piece of a source goes: sections, names, translations, what is not carried."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ....base.i18n import _
from ....base.text import slug
from . import pieces
from .mapping import MoveRule, MoveRules
from .oldtree import OldTree, name_of
from .pieces import Groups, Head

#: What becomes of a piece.
SECTION, ITEM, TRANSLATION, NOT_CARRIED, BROKEN = (
    'section', 'item', 'translation', 'left out', 'broken')
#: A section of more items than this, or of news, has no order of its own.
MOST_ORDERED = 200


class NewSite(Protocol):
    """What a plan asks of the site that things come to."""

    def is_taken(self, section: str, name: str) -> bool:
        """Return whether something stands under ``name`` in ``section``, or the section itself
        if ``name`` is ``''``.
        """

    def seat(self, key: str) -> tuple[str, str] | None:
        """Return ``(section, name)`` of what came of ``key`` before and is there still."""


@dataclass(frozen=True)
class Planned:
    """What becomes of ``head``.

    ``become``: of this module.  ``section``, ``name``: where; of what is not carried where its
    old address leads.  ``public``: whether readers of the old site saw it.  ``main``: key of the
    text that it translates.  ``why``: it is not carried.  ``ordered``: of a section that is made,
    whether it keeps the order of what is in it.
    """

    head: Head
    become: str
    section: str = ''
    name: str = ''
    public: bool = False
    main: str = ''
    why: str = ''
    ordered: bool = False

    @property
    def path(self) -> str:
        """Its path on the site, ``''`` if there is none."""
        return f'/{self.section}/{self.name}'.rstrip('/') if self.section else ''

    @property
    def is_picture(self) -> bool:
        """Whether an image comes of it."""
        return self.become == ITEM and self.head.kind == pieces.IMAGE


class Plan:
    """The plan of a whole source.

    ``planned``: in the order in which things are to come.  ``keys``: the same by key.
    ``links``: path on the new site by old address, query and all.
    """

    def __init__(self, heads: Sequence[Head], groups: Groups, rules: MoveRules,
                 site: NewSite) -> None:
        self._tree, self._rules, self._site = OldTree(heads), rules, site
        self._mains = _main_texts(heads, groups)
        self._titles, self._used = rules.titles(), set[tuple[str, str]]()
        self._sections: dict[str, Planned] = {}
        self._first: dict[str, str] = {}  # where each key stood first
        found = [self._planned(each) for each in self._tree.in_order()]
        items = [each for each in found if each.become != SECTION]
        self.planned = [*self._ordered(items), *sorted(items, key=_turn)]
        self.keys = {each.head.key: each for each in sorted(
            self.planned, key=lambda each: each.become != BROKEN)}
        self.links = self._links(groups)

    def _planned(self, head: Head) -> Planned:
        first = self._first.setdefault(head.key, head.where)
        if head.problem or first != head.where:
            return Planned(head, BROKEN, why=head.problem or _(
                'Trùng mã với mục ở ${where}.', mapping={'where': first}))
        if head.language not in ('', pieces.VIETNAMESE):
            return self._translation(head)
        rule = self._rules.of_address(head.address)
        group = self._tree.group(head)
        if rule is None and group is not None:
            rule = self._rules.by_group.get(group[0])
        if rule is not None and not rule.section:
            return Planned(head, NOT_CARRIED, why=_('Theo dòng ${line} của tệp ánh xạ.', mapping={
                'line': rule.line}))
        section = self._section(group, rule)
        if self._tree.is_folder(head):
            return self._folder(head, rule, section)
        if head.kind not in pieces.ITEMS:
            return self._unknown(head, section)
        return self._item(head, rule, section)

    def _section(self, group: tuple[str, str] | None, rule: MoveRule | None) -> str:
        """Return the section of what is in ``group``, ``''`` if nobody has said it."""
        if rule is None and group is not None:
            name = slug(group[0])
            folder = self._tree.folder_of(name)
            if folder is not None and not self._tree.is_public(folder) and (
                    not self._site.is_taken(name, '')):
                return ''  # a section is public as soon as it is there
            self._titles.setdefault(name, group[1] or group[0])
            return name
        rule = rule or self._rules.rest
        return '' if rule is None else rule.section

    def _item(self, head: Head, rule: MoveRule | None, section: str) -> Planned:
        seat = self._site.seat(head.key)
        if not section and seat is None:
            return Planned(head, BROKEN, why=_(
                'Không biết chuyên mục: hãy thêm dòng cho địa chỉ này, hoặc dòng “/”, vào tệp '
                '--map.'))
        section, name = seat or (section, self._free(section, rule, head))
        self._used.add((section, name))
        self._need(section, head)
        return Planned(head, ITEM, section, name, self._tree.is_public(head))

    def _folder(self, head: Head, rule: MoveRule | None, section: str) -> Planned:
        """Return the plan of a folder: a section, or the section that all below it goes to."""
        if not section:
            return Planned(head, NOT_CARRIED, why=_('Thư mục không có chuyên mục tương ứng.'))
        made = self._need(section, head)
        if head.kind == pieces.PAGE:
            return self._item(head, rule, section)
        if made.head is head:
            return made
        return Planned(head, NOT_CARRIED, section, public=self._tree.is_public(head), why=_(
            'Thư mục: nội dung được chuyển vào chuyên mục “${section}”.', mapping={
                'section': section}))

    def _unknown(self, head: Head, section: str) -> Planned:
        if head.kind != pieces.LISTING:
            return Planned(head, NOT_CARRIED, why=_('Không có loại tương ứng với “${type}”.',
                                                    mapping={'type': head.called}))
        return Planned(head, NOT_CARRIED, section, public=self._tree.is_public(head), why=_(
            'Danh sách tự động (Collection) không được mang theo.'))

    def _translation(self, head: Head) -> Planned:
        main = self._mains.get(head.key, '')
        if head.kind not in pieces.ITEMS:
            return Planned(head, NOT_CARRIED, why=_('Thư mục của một ngôn ngữ khác.'))
        if not main:
            return Planned(head, NOT_CARRIED, why=_(
                'Không có bản tiếng Việt mà bản “${language}” này dịch.', mapping={
                    'language': head.language}))
        return Planned(head, TRANSLATION, public=self._tree.is_public(head), main=main)

    def _free(self, section: str, rule: MoveRule | None, head: Head) -> str:
        wanted = name = rule.name if rule is not None and rule.name else name_of(head)
        number = 2
        while (section, name) in self._used or self._site.is_taken(section, name):
            name, number = f'{wanted}-{number}', number + 1
        return name

    def _need(self, section: str, head: Head) -> Planned:
        """Return the plan of ``section``, which ``head`` goes to."""
        found = self._sections.get(section)
        if found is None:
            folder = self._tree.folder_of(section) or (
                head if head.kind == pieces.FOLDER and self._tree.is_top(head) else None)
            if folder is None:
                folder = Head(f'section:{section}', head.where, pieces.FOLDER,
                              title=self._titles.get(section, section))
            found = self._sections[section] = Planned(folder, SECTION, section, public=True)
        return found

    def title_of(self, planned: Planned) -> str:
        """Return the title of a section that is made."""
        said = self._rules.titles().get(planned.section)
        return said or planned.head.title or planned.section

    def _ordered(self, items: list[Planned]) -> list[Planned]:
        """Return the sections, marked those that keep an order."""
        number = Counter(each.section for each in items if each.become == ITEM)
        wild = {each.section for each in items
                if each.become == ITEM and each.head.kind in (pieces.NEWS, pieces.EVENT)}
        placed = {each.section for each in items if each.head.position}
        return [replace(each, ordered=name in placed - wild and number[name] <= MOST_ORDERED)
                for name, each in self._sections.items()]

    def _links(self, groups: Groups) -> dict[str, str]:
        found = {}
        for each in self.planned:
            main = self.keys.get(each.main, each)
            for address in filter(None, (each.head.address, each.head.file_address)):
                if main.path:
                    found[address] = main.path
        for key, front in groups.front.items():
            if key in self.keys and front in self.keys and self.keys[front].name:
                found[self.keys[key].head.address] = self.keys[front].path
        return {**{old: found[new] for old, new in groups.redirects.items() if new in found},
                **found}


def _turn(each: Planned) -> int:
    """Return when it comes: pictures before what shows them, translations last."""
    if each.become == TRANSLATION:
        return 2
    return int(each.head.kind != pieces.IMAGE or bool(each.head.position))


def _main_texts(heads: Sequence[Head], groups: Groups) -> dict[str, str]:
    """Return ``{key of a text in another language: key of the Vietnamese text}``."""
    languages = {each.key: each.language for each in heads}
    found: dict[str, str] = {}
    for keys in groups.translations:
        main = next((each for each in keys if languages.get(each, '?') in (
            '', pieces.VIETNAMESE)), '')
        found.update(dict.fromkeys((each for each in keys if each != main), main))
    return found
