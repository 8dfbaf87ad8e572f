"""The caches: catalogue, lexicon and index, and the queries over them."""
