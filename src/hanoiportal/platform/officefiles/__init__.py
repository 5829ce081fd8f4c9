"""Tệp văn phòng: documents described by data, as DOCX and as tagged PDF; tables as
XLSX.

The layout is that of Decree 30/2020/NĐ-CP (Appendix I), as dated data: ``document_layout.csv``.
The same document has the same bytes, and nothing in them names a person but its text.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ..media.interfaces import ITypesetter
from .interfaces import IOfficeFiles
from .layout import read_layouts
from .services import OfficeFiles


def includeme(config: Configurator) -> None:
    """Register the service; it sets PDF by the ``ITypesetter`` of the process."""
    registry = config.registry
    layouts = read_layouts(registry.getUtility(ISettings).data / 'document_layout.csv')
    registry.registerUtility(
        OfficeFiles(layouts, lambda: registry.getUtility(ITypesetter)), IOfficeFiles)
