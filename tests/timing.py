"""How long something takes the processor, for tests that hold it to a limit."""

from time import process_time

RUNS = 3


def least_cpu_seconds(action):
    """Return the least of three runs: a busy machine and the rubbish of other tests only add."""
    taken = []
    for _ in range(RUNS):
        start = process_time()
        action()
        taken.append(process_time() - start)
    return min(taken)
