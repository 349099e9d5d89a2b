"""What operators watch: /healthz, /readyz and /metrics (views.py); what is counted, and who is asked.

`index_warning` is what the console shows of it to staff.
"""
