"""Rows of estimates and variances enter, as many as there are; one pooled result a row leaves, as arrays."""
