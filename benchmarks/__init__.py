"""Measurements of Khizana and its peers. See docs/performance.md."""
