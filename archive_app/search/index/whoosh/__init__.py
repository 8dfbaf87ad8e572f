"""Our segments behind Whoosh's own interfaces: codec, matchers, table of contents."""
