"""What the tree promises to its neighbours on the same floor."""
from types import MappingProxyType

#: The mapping that a resource has until something is put into its own.
NOTHING = MappingProxyType({})
