"""Scripts that make the figures of the README; each prints what it measured and is run by hand."""
