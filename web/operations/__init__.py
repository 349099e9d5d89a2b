"""What operators watch: views.py answers /healthz, /readyz, /metrics; metrics.py counts, readiness.py asks."""
