"""QR codes as pictures that stand in a page."""
import re
from html import escape
from math import isqrt

from ...base.lazily import lazily

zxingcpp = lazily('zxingcpp')

#: Modules around a code that stay white (ISO/IEC 18004).
QUIET = 4
_DARK = re.compile(rb'\0+')


def qr_code(text: str, title: str, scale: int) -> str:
    """Return the QR code of ``text`` as an SVG element with that ``title``.

    ``scale``: pixels of a module.  Up to 15 % of it may be damaged.
    """
    modules = bytes(memoryview(zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level='M').to_image(add_quiet_zones=False)))
    across = isqrt(len(modules))
    dark = ''.join([
        f'M{start} {row}.5h{end - start}' for row in range(across)
        for start, end in map(re.Match.span, _DARK.finditer(
            modules[row * across:(row + 1) * across]))])
    side = across + 2 * QUIET
    return (f'<svg width="{side * scale}" height="{side * scale}" viewBox="-{QUIET} -{QUIET} '
            f'{side} {side}" role="img"><title>{escape(title)}</title>'
            f'<path fill="#fff" d="M-{QUIET}-{QUIET}h{side}v{side}h-{side}z"/>'
            f'<path stroke="#000" d="{dark}"/></svg>')
