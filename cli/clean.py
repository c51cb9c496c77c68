"""``./bpo clean``: remove everything the command line made."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from .cluster import Cluster
from .paths import Paths
from .stop import stop


def clean(paths: Paths, clusters: Iterable[Cluster]) -> bool:
    """Stop the servers and remove ``.bpo/``; tell whether there was anything."""
    for cluster in clusters:
        stop([cluster])
        if cluster.socket.parent != cluster.folder:
            shutil.rmtree(cluster.socket, ignore_errors=True)
    existed = paths.state.exists()
    shutil.rmtree(paths.state, ignore_errors=True)
    return existed
