"""One module a screen: what a request asks for, the call to the desk, the template."""
