"""Chuyển nội dung từ hệ thống cũ: what another system exported becomes content of one site.

For operators, by ``bin/portal migrate`` (clauses 1.2, 16.1): folders of Plone's own exporter, JSON
of ``collective.exportimport``, WXR of WordPress, and CSV with a folder of files.  A source gives
``Head`` and ``Piece``; a plan says where each goes; the rest is done by the import.  ADR 77.
"""
