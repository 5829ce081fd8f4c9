"""Accounts and how their owners prove who they are: passwords, passkeys, codes, sessions."""
