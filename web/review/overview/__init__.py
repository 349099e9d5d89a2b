"""How the assistant did in a span of days: figures, each with the filter that lists what it counts."""
