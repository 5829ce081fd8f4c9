"""Addresses of accounts: by id, so that no log of a server or browser keeps log-in names (8.8)."""
from pyramid.traversal import ResourceURL

from ....kernel.security.authentication.accounts import Account


class AccountURL(ResourceURL):
    """The address of an ``Account``."""

    def __init__(self, account, request):
        super().__init__(account, request)
        self.physical_path_tuple = (*self.physical_path_tuple[:-2], account.id, '')
        self.virtual_path_tuple = (*self.virtual_path_tuple[:-2], account.id, '')
        self.physical_path = '/'.join(self.physical_path_tuple)
        self.virtual_path = '/'.join(self.virtual_path_tuple)


def includeme(config):
    config.add_resource_url_adapter(AccountURL, Account)
