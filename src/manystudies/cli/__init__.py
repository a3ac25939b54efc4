"""Arguments enter; printed lines, files and an exit status leave. Parses, calls `review`, prints."""

from manystudies.cli.command import main

__all__ = ["main"]
