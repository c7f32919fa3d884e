"""Counts of requests for a week, put into the log's tables: imports carry records only."""

import random
import sqlite3
import time
from pathlib import Path


def write(data: Path) -> None:
    """Counts for the last seven days, the same in every run."""
    chance = random.Random(7)
    now = int(time.time() // 3600)
    rows = []
    for hour in range(now - 7 * 24, now + 1):
        # More by day than by night, and fewer at weekends.
        busy = (0.3 + 0.7 * max(0.0, 1 - abs(hour % 24 - 14) / 9)) * (0.55 if (hour // 24 + 3) % 7 > 4 else 1)
        for app, share in (("devtools", 1.0), ("travel-app", 0.5), ("school-tutor", 0.35)):
            model, policy = "llama-3.1-8b-instruct", "childrens-tutor" if app == "school-tutor" else "balanced"
            requests = int(220 * busy * share * chance.uniform(0.8, 1.2))
            # A policy that was changed in the middle of the week refuses less.
            rate = (0.034 if hour < now - 72 else 0.016) * chance.uniform(0.5, 1.5)
            refused = round(requests * rate)
            counts = {
                ("allowed", 1): requests - refused, ("model_refusal", 1): refused,
                ("refused_prompt", 0): round(requests * 0.021 * chance.uniform(0.5, 1.5)),
                ("cut_answer", 1): round(requests * 0.006 * chance.uniform(0, 2)),
            }
            rows += [(hour, app, model, policy, *kind, count) for kind, count in counts.items() if count > 0]
    with sqlite3.connect(data / "refusals.sqlite") as log:
        log.executemany("INSERT INTO traffic VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        log.execute(
            "INSERT INTO traffic_days SELECT hour / 24, app, model, policy, outcome, is_prompt_safe, sum(requests)"
            " FROM traffic GROUP BY 1, 2, 3, 4, 5, 6")
    log.close()
