"""The index of words, behind one class: `Index`."""
