"""Who may do what, where, and why: roles, grants, groups, and the policy that asks them."""
