"""Wires the command line to the functions of the verbs; holds no logic of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from .errors import Refusal
from .paths import Paths
from .progress import Progress

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bpo_demo"
Verb = Callable[[Paths, Progress, argparse.Namespace], int]


def _demo(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .demo import demo
    from .environment import set_up

    return demo(set_up(paths, progress), progress, options.db, options.port)


def _test(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .environment import set_up
    from .test import select, test

    selection = replace(select(paths, options.what), everything=options.all)
    environment = set_up(paths, progress, with_browser=True)
    return test(environment, progress, selection, options.keep, options.coverage)


def _lint(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .lint import lint

    return lint(paths, progress, options.only, options.files)


def _bench(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .bench import bench
    from .environment import set_up

    return bench(lambda: set_up(paths, progress), paths, options.name, options.rest)


def _odoo(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .environment import set_up
    from .odoo import odoo

    environment = set_up(paths, progress)
    return odoo(environment, options.db, options.port, _rest(options.rest))


def _psql(paths: Paths, progress: Progress, options: argparse.Namespace) -> int:
    from .environment import set_up
    from .psql import psql

    return psql(set_up(paths, progress), options.db, _rest(options.rest))


def _stop(paths: Paths, progress: Progress, _options: argparse.Namespace) -> int:
    from .environment import clusters
    from .stop import stop

    stopped = stop(clusters(paths))
    progress.say(f"Stopped: {', '.join(stopped)}" if stopped else "Nothing runs.")
    return 0


def _clean(paths: Paths, progress: Progress, _options: argparse.Namespace) -> int:
    from .clean import clean
    from .environment import clusters

    existed = clean(paths, clusters(paths))
    progress.say(f"Removed {paths.state}" if existed else "Nothing to remove.")
    return 0


def _rest(arguments: Sequence[str]) -> list[str]:
    """Return arguments for another program without the ``--`` before them."""
    return list(arguments[1:] if arguments[:1] == ["--"] else arguments)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    result = argparse.ArgumentParser(
        prog="bpo",
        description="BPO for Odoo 19: demo, tests and tools. All state is in .bpo/.",
        epilog="ODOO_HOME names an existing Odoo 19 source tree; PGHOST, PGPORT and "
        "PGUSER an existing PostgreSQL (13 or newer).",
    )
    result.add_argument(
        "--db", default=DATABASE, help=f"database to work on (default: {DATABASE})"
    )
    result.add_argument("--port", type=int, help="port to serve on (default: 8069)")
    verbs = result.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, function: Verb, text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(function=function)
        # Also accepted after the verb; absent there, the value before it stays.
        sub.add_argument("--db", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        sub.add_argument(
            "--port", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
        return sub

    verb("demo", _demo, "set up, bill the demo company's last month, and serve it")
    test = verb("test", _test, "run the tests on real Odoo and PostgreSQL")
    test.add_argument("what", nargs="*", help="add-ons or paths below tests/")
    test.add_argument(
        "--all", action="store_true", help="all of the tests under faults, no sample"
    )
    test.add_argument("--keep", action="store_true", help="keep the test database")
    test.add_argument(
        "--coverage", action="store_true", help="measure what they pass of the add-ons"
    )
    lint = verb("lint", _lint, "run ruff, pylint-odoo and the OCA checks")
    lint.add_argument("--only", help="run one check: the name that a run prints")
    lint.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    bench = verb("bench", _bench, "run a benchmark, or list them")
    bench.add_argument("name", nargs="?")
    bench.add_argument("rest", nargs=argparse.REMAINDER, help="its own options")
    odoo = verb("odoo", _odoo, "run Odoo: bpo odoo -- <odoo arguments>")
    odoo.add_argument("rest", nargs=argparse.REMAINDER)
    psql = verb("psql", _psql, "open a SQL prompt: bpo psql [-- <psql arguments>]")
    psql.add_argument("rest", nargs=argparse.REMAINDER)
    verb("stop", _stop, "stop the private database servers")
    verb("clean", _clean, "remove .bpo/ with everything in it")
    return result


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run the command line and return the exit code."""
    options = parser().parse_args(arguments)
    progress = Progress()
    try:
        return options.function(Paths(root), progress, options)
    except Refusal as refusal:
        progress.say(f"bpo: {refusal}")
        return 1
    except KeyboardInterrupt:
        progress.say("Interrupted; the next run goes on where this one stopped.")
        return 130
