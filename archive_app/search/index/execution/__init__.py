"""Evaluates a plan over whole posting lists: arrays in, documents out."""
