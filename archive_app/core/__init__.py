"""Values, errors and progress: what all layers share."""
