"""What the tree promises to its neighbours on the same floor."""
from collections.abc import Mapping
from types import MappingProxyType
from typing import Never

#: The mapping that a resource has until something is put into its own.
NOTHING: Mapping[str, Never] = MappingProxyType({})
