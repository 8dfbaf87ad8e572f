"""Khizana: a desktop archive for press articles, Arabic first."""

__version__ = "0.1.0"
