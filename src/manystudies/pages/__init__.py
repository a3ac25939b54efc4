"""A `Report` enters; HTML, Markdown, JSON, SARIF and SVG leave as strings."""
