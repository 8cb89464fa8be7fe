"""A figure as plain data, and a watch that counts waiting on the clock alone."""

import time

from eval.timing import Measurement, Watch


def test_a_figure_comes_back_from_json_as_it_was() -> None:
    for figure in (Measurement("a", 1.5, "s", "note", 0.5), Measurement("b", None, "GB", "why not")):
        assert Measurement.from_dict(figure.to_dict()) == figure


def test_waiting_counts_on_the_clock_and_not_as_work() -> None:
    with Watch() as watch:
        time.sleep(0.05)
    assert watch.seconds >= 0.05
    assert watch.cpu < watch.seconds
    figure = watch.measured("waiting", "asleep")
    assert (figure.value, figure.cpu, figure.unit, figure.note) == (watch.seconds, watch.cpu, "s", "asleep")
