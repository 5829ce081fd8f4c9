"""Drawn pictures, as files: scenes of a city, each in a few variants, and portraits."""
from collections.abc import Callable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

from . import scenes
from .motifs import CLOTHES, HIGH, Sheet

_VARIANTS = 5
_QUALITY = 84
#: What a line says of a file.
Filed = dict[str, object]
SCENES: dict[str, tuple[str, Callable[[Sheet], None]]] = {
    'street': ('Đường phố có hàng cây và xe buýt', scenes.street),
    'school': ('Học sinh trên sân trường', scenes.school),
    'health': ('Người dân đến trạm y tế', scenes.health),
    'market': ('Các gian hàng của một khu chợ', scenes.market),
    'field': ('Đồng lúa và hàng cau', scenes.field),
    'temple': ('Mái đình làng dưới bóng cây', scenes.temple),
    'festival': ('Sân đình treo cờ ngày hội', scenes.festival),
    'lake': ('Mặt hồ có hoa súng giữa khu phố', scenes.lake),
    'bridge': ('Cầu thép nhiều nhịp qua sông', scenes.bridge),
    'office': ('Trụ sở có cột cờ', scenes.hall_of_office),
    'park': ('Sân chơi trong vườn hoa', scenes.park),
    'construction': ('Công trường có cần cẩu', scenes.construction),
    'rain': ('Phố mưa, người che ô', scenes.rain),
    'digital': ('Quầy máy tính phục vụ người dân', scenes.digital),
    'sport': ('Trận bóng trên sân cỏ', scenes.sport),
    'craft': ('Kệ đồ gốm trong xưởng nghề', scenes.craft),
    'fire': ('Xe chữa cháy trên phố', scenes.fire),
    'recycling': ('Ba thùng phân loại rác', scenes.recycling),
    'books': ('Người đọc bên kệ sách', scenes.books),
}


def portrait(sheet: Sheet, woman: bool) -> None:
    """Draw somebody from the front: nobody's face, for nothing is drawn in it."""
    chance = sheet.chance
    sheet.box(0, 0, 100, HIGH, chance.choice(('#e7ded2', '#dfe6ea', '#e9e2ea', '#e3e8dc')))
    hair, skin = chance.choice(('#241d1a', '#3a2a22', '#5c524c')), chance.choice(
        ('#e8b48c', '#d9a07a', '#f0c7a3'))
    if woman:
        sheet.box(39, 12, 22, 27, hair, 9)
    sheet.disc(50, 62, 24, chance.choice(CLOTHES) if woman else '#2b3a4a', 0.85)
    sheet.polygon(((45, 40), (55, 40), (50, 52)), '#f7f3ea')
    sheet.box(46.5, 32, 7, 10, skin, 3)
    sheet.disc(50, 21, 9.8, hair, 1.1)
    sheet.disc(50, 25.5, 8.4, skin, 1.1)


def title_of(scene: str, where: str) -> str:
    """Return the title of a picture of the ``scene`` at ``where``."""
    return f'{SCENES[scene][0]} ({where})'


class Pictures:
    """Draws pictures into ``folder``, each file once, named by its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._filed: dict[str, Filed] = {}

    def drawn(self, scene: str, chance: Random) -> Filed:
        """Return the file of a picture of the ``scene``."""
        return self._file(f'{scene}-{chance.randrange(_VARIANTS)}', SCENES[scene][1])

    def portrait(self, name: str, woman: bool) -> Filed:
        """Return the file of the portrait called ``name``, upright."""
        return self._file(name, lambda sheet: portrait(sheet, woman), (300, 0, 660, 540))

    def _file(self, name: str, painter: Callable[[Sheet], None],
              part: Sequence[int] = ()) -> Filed:
        if name not in self._filed:
            sheet = Sheet(Random(name))
            painter(sheet)
            self._filed[name] = self._kept(f'{name}.jpg', sheet, part)
        return self._filed[name]

    def _kept(self, filename: str, sheet: Sheet, part: Sequence[int]) -> Filed:
        image, written = sheet.finished(), BytesIO()
        if part:
            image = image.crop(tuple(part))  # type: ignore[attr-defined]
        image.save(written, 'JPEG', quality=_QUALITY, optimize=True)  # type: ignore[attr-defined]
        content = written.getvalue()
        digest = sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / digest).write_bytes(content)
        return {'filename': filename, 'sha256': digest, 'size': len(content)}
