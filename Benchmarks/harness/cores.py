"""Which cores the measured server gets, and which the load."""

import os


class Cores:
    """With four cores or more the measured server has its own; with fewer, or where asked, everything shares all."""

    def __init__(self, workers, shared=False):
        every = sorted(os.sched_getaffinity(0))
        self.pinned = len(every) >= 4 and not shared
        if self.pinned:
            self.server, self.load = set(every[:workers]), set(every[workers:])
        else:
            self.server = self.load = set(every)

    @staticmethod
    def refusal(workers):
        """Why so many workers cannot be measured here; None when they can."""
        count = len(os.sched_getaffinity(0))
        if workers == 1 or count >= workers + 2:
            return None
        return f"{workers} workers not measured: they need {workers + 2} cores, here are {count}"

    def __str__(self):
        def listed(cores):
            return ",".join(str(core) for core in sorted(cores))

        if self.pinned:
            return f"measured server pinned to core {listed(self.server)}, load and upstream to {listed(self.load)}"
        return f"server, load and upstream share cores {listed(self.load)}"
