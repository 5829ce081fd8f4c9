"""Nhập, xuất: content as lines of JSON, from one portal to another or from elsewhere.

For operators, by ``bin/portal import`` and ``bin/portal export``; the form of the lines is told in
``docs/operations/import-export.md``.  What is imported passes the same schemas and services as
what is typed into a form.
"""
