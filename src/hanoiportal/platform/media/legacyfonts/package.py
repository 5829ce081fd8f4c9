"""A file of Office as a ZIP of XML: read, and written with the parts that have changed."""
import posixpath
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_RELATIONS = '{http://schemas.openxmlformats.org/package/2006/relationships}Relationship'
RELATED = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'


class Package:
    """The parts of a file of Office (ECMA-376, part 2).  Raises what ``zipfile`` and lxml raise.

    ``is_signed``: a change would break the signature.
    """

    def __init__(self, content: bytes) -> None:
        self._archive = ZipFile(BytesIO(content))
        self._trees: dict[str, etree._Element] = {}
        self.names = self._archive.namelist()
        self.is_signed = any(name.startswith('_xmlsignatures/') for name in self.names)

    def part(self, name: str) -> etree._Element | None:
        """Return the root of the XML part ``name``, which may be changed; ``None`` if none."""
        if name not in self._trees and name in self.names:
            self._trees[name] = etree.fromstring(self._archive.read(name), etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False))
        return self._trees.get(name)

    def parts(self, *folders: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield name and root of the XML parts that lie right in one of ``folders``."""
        for name in self.names:
            if posixpath.dirname(name) in folders and name.endswith('.xml'):
                yield name, self.part(name)

    def related(self, name: str) -> dict[str, str]:
        """Return ``{id: name of the part}`` of what the part ``name`` leads to inside."""
        folder, base = posixpath.split(name)
        relations = self.part(posixpath.join(folder, '_rels', f'{base}.rels'))
        if relations is None:
            return {}
        return {each.get('Id'): posixpath.normpath(posixpath.join(folder, each.get('Target')))
                .lstrip('/') for each in relations.iter(_RELATIONS)
                if each.get('TargetMode') != 'External'}

    def written(self) -> bytes:
        """Return the file with the parts as they are now."""
        out = BytesIO()
        with ZipFile(out, 'w', ZIP_DEFLATED) as made:
            for info in self._archive.infolist():
                tree = self._trees.get(info.filename)
                content = self._archive.read(info) if tree is None else etree.tostring(
                    tree, xml_declaration=True, encoding='UTF-8', standalone=True)
                made.writestr(info, content, ZIP_DEFLATED)
        return out.getvalue()
