"""What every test runs under."""

from hypothesis import settings

# The same cases on every run, and no clock: a busy machine is slow, not wrong.
settings.register_profile("boilerclf", derandomize=True, deadline=None)
settings.load_profile("boilerclf")
