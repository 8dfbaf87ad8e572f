"""A PDF shown as its pages."""
