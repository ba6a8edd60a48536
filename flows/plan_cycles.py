"""Circles among references: who stands in for whom, what comes after what."""

from collections.abc import Iterator, Mapping


def cycles(graph: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Find circles, each once, as the keys on it in order; a key that refers to itself is a circle of one.

    Args:
        graph: Key to the keys it refers to; unknown keys and "" are passed over.
    """
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        waiting = [iter((start,))]
        while waiting:
            key = next(waiting[-1], None)
            if key is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif key in path:
                yield tuple(path[path.index(key) :])
            elif key in graph and key not in done:
                path.append(key)
                waiting.append(iter(graph[key]))
