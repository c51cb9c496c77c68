"""A real Odoo server over a database of its own, and ways to talk to it."""

import os
import signal
import xmlrpc.client
from contextlib import contextmanager
from typing import Any

import requests

from cli import browser
from cli.odoo_run import Odoo
from cli.serving import started
from cli.templates import Templates

from .page import Page


class Rpc:
    """The external API as one user.

    >>> Rpc(url, db, "admin", "admin").call("res.partner", "search", [[]])
    """

    def __init__(self, url: str, database: str, login: str, password: str) -> None:
        self.database, self.password = database, password
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common", allow_none=True)
        self.uid = common.authenticate(database, login, password, {})
        if not self.uid:
            raise PermissionError(f"{login} cannot log in")
        self.models = xmlrpc.client.ServerProxy(
            f"{url}/xmlrpc/2/object", allow_none=True
        )

    def call(
        self, model: str, method: str, arguments: list | None = None, **keywords: Any
    ) -> Any:
        """Call a method; refusals come as ``xmlrpc.client.Fault``."""
        return self.models.execute_kw(
            self.database,
            self.uid,
            self.password,
            model,
            method,
            arguments or [],
            keywords,
        )


class Service:
    """One running Odoo.

    :param odoo: the Odoo to run
    :param templates: where its database came from and is dropped
    """

    def __init__(self, odoo: Odoo, templates: Templates) -> None:
        self.odoo = odoo
        self.templates = templates
        self.process = None

    @classmethod
    def copied_from(cls, templates: Templates, database: str) -> "Service":
        """Return a service over a fresh copy of the database with the add-ons."""
        templates.store.clone(templates.full(), database)
        environment = templates.environment
        return cls(Odoo(environment, environment.scratch, database), templates)

    @property
    def url(self) -> str:
        """Where it serves."""
        return self.odoo.url

    @property
    def database(self) -> str:
        """The name of its database."""
        return self.odoo.database

    def start(self, *arguments: str) -> None:
        """Start it and wait until it answers; scheduled jobs stay off."""
        self.process = started(self.odoo, "--max-cron-threads=0", *arguments)

    def kill(self) -> None:
        """End it at once, without a chance to clean up."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """End it properly."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None

    def remove(self) -> None:
        """End it and drop its database."""
        self.stop()
        self.templates.store.drop(self.database)

    def rpc(self, login: str = "admin", password: str = "") -> Rpc:
        """Return the external API as a user; the password is the login by default."""
        return Rpc(self.url, self.database, login, password or login)

    def shell(self, script: str) -> str:
        """Run Python in Odoo's shell (``env``) and return what it printed.

        :raise AssertionError: when it fails
        """
        log = self.odoo.log.with_name(f"shell-{self.database}.log")
        code = self.odoo.run("shell", "--no-http", script=script, log=log)
        text = log.read_text(encoding="utf-8")
        assert code == 0, text[-3000:]
        return text

    def query(self, statement: str) -> list[str]:
        """Run SQL on its database and return the rows, fields separated by ``|``."""
        return self.odoo.server.query(statement, self.database)

    def session(self, login: str = "", password: str = "") -> requests.Session:
        """Return an HTTP session, logged in if a login is given."""
        session = requests.Session()
        if login:
            text = session.get(f"{self.url}/web/login").text
            token = text.split('name="csrf_token" value="')[1].split('"')[0]
            fields = {
                "login": login,
                "password": password or login,
                "csrf_token": token,
            }
            answer = session.post(f"{self.url}/web/login", data=fields)
            assert "/web/login" not in answer.url, f"{login} cannot log in"
        return session

    @contextmanager
    def page(self, login: str = "", password: str = "", width: int = 1280):
        """Open a browser page, logged in if a login is given."""
        cookies = self.session(login, password).cookies.get_dict()
        with Page(browser.find(), self.url, cookies, width) as page:
            yield page
