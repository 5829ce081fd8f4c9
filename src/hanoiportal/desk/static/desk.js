// What every page of the desk gains from JavaScript; nothing depends on it.
