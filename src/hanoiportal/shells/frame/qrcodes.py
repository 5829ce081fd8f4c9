"""QR codes as pictures that stand in a page."""
from functools import lru_cache
from html import escape
from itertools import groupby
from math import isqrt

from ...base.lazily import lazily

zxingcpp = lazily('zxingcpp')

#: Modules around a code that stay white (ISO/IEC 18004).
QUIET = 4
#: Modules that are drawn at once: a row is put together of few strokes that are known.
_AT_ONCE = 8


def qr_code(text: str, title: str, scale: int) -> str:
    """Return the QR code of ``text`` as an SVG element with that ``title``.

    ``scale``: pixels of a module.  Up to 15 % of it may be damaged.
    """
    modules = bytes(memoryview(zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level='M').to_image(add_quiet_zones=False)))
    across = isqrt(len(modules))
    rows = [modules[at:at + across] for at in range(0, len(modules), across)]
    dark = f'm-{across} 1'.join([''.join([
        _stroke(row[at:at + _AT_ONCE]) for at in range(0, across, _AT_ONCE)]) for row in rows])
    side = across + 2 * QUIET
    return (f'<svg width="{side * scale}" height="{side * scale}" viewBox="-{QUIET} -{QUIET} '
            f'{side} {side}" role="img"><title>{escape(title)}</title>'
            f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{side}v{side}h-{side}z"/>'
            f'<path stroke="#000" d="M0 .5{dark}"/></svg>')


@lru_cache(maxsize=1 << _AT_ONCE + 1)
def _stroke(modules: bytes) -> str:
    """Return how the pen goes over ``modules``, of which 0 is dark."""
    return ''.join(f'm{len([*each])} 0' if is_light else f'h{len([*each])}'
                   for is_light, each in groupby(modules, bool))
