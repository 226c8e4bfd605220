"""joblib's processes, started so that an interrupt is left to the program."""

from __future__ import annotations

from multiprocessing import resource_tracker
from typing import Any

from joblib.externals.loky.backend import resource_tracker as joblib_tracker
from joblib.parallel import LokyBackend

from boilerclf.unfinished import starting_processes


class Backend(LokyBackend):  # type: ignore[misc]  # joblib has no types
    """joblib's own, but its workers have no interrupts: each would show where it was."""

    def configure(self, *given: Any, **options: Any) -> int:  # noqa: ANN401  # joblib's
        """Return the number of workers, once all of them are started."""
        n_workers = super().configure(*given, **options)
        with starting_processes(resource_tracker.ensure_running, joblib_tracker.ensure_running):
            self._workers.submit(int)
        return int(n_workers)
