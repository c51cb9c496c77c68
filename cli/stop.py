"""``./bpo stop``: stop the private database servers."""

from __future__ import annotations

from collections.abc import Iterable

from .cluster import Cluster


def stop(clusters: Iterable[Cluster]) -> list[str]:
    """Stop what runs and return the names of what was stopped."""
    running = [
        cluster for cluster in clusters if cluster.is_there and cluster.is_running()
    ]
    for cluster in running:
        cluster.stop()
    return [cluster.folder.name for cluster in running]
