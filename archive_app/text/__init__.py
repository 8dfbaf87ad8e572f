"""Arabic and other scripts: folding, words, stems, names, direction, shaping, anchors, dates."""
