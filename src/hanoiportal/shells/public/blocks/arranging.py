"""A composition on the page: bands of two columns, and bands of one block."""
from typing import NamedTuple

from ....types.homepage.kinds import ASIDE, MAIN, WIDE
from .base import ShownBlock
from .lists import Advertising, Cards, Gallery, InOrder, Lead, Newest, OfSites, OpenDrafts, Undated
from .personal import Personal
from .places import AboutBlock, DirectoryBlock, Everything, Sections, Services
from .words import TextBlock

CLASSES = {
    'tin-noi-bat': Lead,
    'tin-moi': Newest,
    'tin-toan-thanh-pho': Newest,
    'tin-don-vi': OfSites,
    'tim-hieu': Undated,
    'chi-dao-dieu-hanh': Newest,
    'van-ban-moi': Newest,
    'lay-y-kien': OpenDrafts,
    'dich-vu': Services,
    'lanh-dao': Cards,
    'da-phuong-tien': Gallery,
    'kenh-thong-tin': InOrder,
    'danh-ba': DirectoryBlock,
    'gop-y': Sections,
    'chuyen-muc': Everything,
    'gioi-thieu': AboutBlock,
    'danh-cho-ban': Personal,
    'loi-van': TextBlock,
    'quang-cao': Advertising,
}


class Band(NamedTuple):
    """Blocks that stand side by side: those of both columns, or ``wide`` alone."""

    main: list[ShownBlock]
    aside: list[ShownBlock]
    wide: list[ShownBlock]


def arranged(page, blocks):
    """Return the ``Band`` list of ``blocks`` for the ``Layout`` ``page``, in their order.

    Neighbours of the two columns share a band, so that a block of the whole width parts them.
    """
    bands = []
    for number, block in enumerate(blocks, 1):
        shown = CLASSES[block.kind](page, block, number)
        if not shown.is_shown:
            continue
        if not bands or block.column == WIDE or bands[-1].wide:
            bands.append(Band([], [], []))
        {MAIN: bands[-1].main, ASIDE: bands[-1].aside, WIDE: bands[-1].wide}[
            block.column].append(shown)
    return bands
