"""Ban Biên tập: the board of each site, its members and its roster (clauses 9, 13.2, 18.1, 18.2).

For the managing body, which founds it and appoints its members, and for its head, who keeps the
roster.  A site without a board in force publishes nothing.
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import CONTENT
from .approval import board_approval
from .changing import tell_of_changes
from .erasing import forget_requests, give_back_requests, withhold_requests
from .interfaces import IBoardApproval, IBoards, IRoleRequests, IRoster, ISharing
from .reminding import tell_of_holes
from .requests import role_requests
from .services import board_service, roster_service
from .sharing import sharing_service


def includeme(config: Configurator) -> None:
    """Register the services."""
    config.add_service(IBoards, board_service)
    config.add_service(IBoardApproval, board_approval)
    config.add_service(IRoster, roster_service)
    config.add_service(ISharing, sharing_service)
    config.add_service(IRoleRequests, role_requests)
    config.add_job('roster', 600, tell_of_holes)
    config.add_job('boards', 600, tell_of_changes)
    config.add_eraser('role requests', CONTENT, forget_requests)
    config.add_withholding('role requests', withhold_requests, give_back_requests)
