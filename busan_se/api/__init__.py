"""The open interface: public rows as JSON, for anybody's program."""
