"""Contrasts of several treatments enter; one `Network`, its islands, or the reason why not, leave."""
