"""Settings for all tests: property-based ones draw the same examples every time."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "tapeout", derandomize=True, database=None, deadline=None, max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("tapeout")
