"""Accounts and groups, as administrators see and change them (clause 8.7)."""
