"""What operators watch: /healthz, /readyz and /metrics (views.py); what is counted, and who is asked."""
