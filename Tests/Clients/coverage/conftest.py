"""The one proxy that a module of the table's tests shares."""

from collections.abc import Iterator

import pytest

from coverage.station import Station


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    station = Station(tmp_path_factory.mktemp("coverage"))
    yield station
    station.stop()
