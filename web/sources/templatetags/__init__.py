"""Tags of the sources' templates."""
