"""Who may do what, and how they prove who they are (clauses 8.7, 8.8).

Permissions are computed from one table and local roles; nothing is stored on resources but the
roles granted there (decision D5).
"""


def includeme(config):
    config.include('.sealing')
    config.include('.rules')
    config.include('.identity')
    config.include('.passkeyalone')
    config.include('.policy')
    config.include('.sessions')
    config.include('.annotate')
