"""Which version of Khizana this is."""

__version__ = "0.1.0"
