"""The repository: databases, the tree, who may do what, the workflow, hostile files."""
