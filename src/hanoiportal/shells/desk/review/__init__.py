"""An item's record: steps, tasks, remarks, history, releases."""
