"""Requests enter; the screens of the review app leave. Routes only: parse, call the desk, render."""

from manystudies.web.app import create_app
from manystudies.web.serving import free_socket, serve

__all__ = ["create_app", "free_socket", "serve"]
