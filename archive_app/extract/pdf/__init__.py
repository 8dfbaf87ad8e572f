"""PDF: from glyphs on pages to lines, and from lines to paragraphs."""
