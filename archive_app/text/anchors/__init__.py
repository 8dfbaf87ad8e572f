"""Anchors: how an annotation holds on to its passage in a text that changes."""

from archive_app.text.anchors.anchoring import (
    CONTEXT,
    Resolution,
    is_boundary,
    make_anchor,
    resolve,
    text_hash,
    whole,
)

__all__ = ["CONTEXT", "Resolution", "is_boundary", "make_anchor", "resolve", "text_hash", "whole"]
