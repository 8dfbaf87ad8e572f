"""E-books: what the packages of EPUB hold."""
