"""Anchors: how an annotation holds on to its passage in a text that changes."""

from archive_app.text.anchors.making import (
    CONTEXT,
    is_boundary,
    make_anchor,
    text_hash,
    whole,
)
from archive_app.text.anchors.resolving import Resolution, resolve

__all__ = ["CONTEXT", "Resolution", "is_boundary", "make_anchor", "resolve", "text_hash", "whole"]
