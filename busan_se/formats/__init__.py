"""How days and instants are written, by language (FORMAT_MODULE_PATH)."""
