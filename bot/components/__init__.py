"""Graph components, one a file; config.yml names them by their module paths."""
