"""A page in headless Chromium, driven through its debugging protocol."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import websocket

PATIENCE = 90  # seconds; a loaded machine is slow, not wrong
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
# A page left in the middle of an upgrade of its IndexedDB blocks that database for the
# pages after it, and Odoo's scripts wait for it. A test leaves the portal faster than
# people do: its browser refuses the database there, and Odoo asks the server instead.
NO_INDEXED_DB = """
if (!location.pathname.startsWith("/odoo")) IDBFactory.prototype.open = () => {
    const request = {};
    setTimeout(() => request.onerror({ target: { error: null } }));
    return request;
};
"""


class Page:
    """One page; use it in a ``with`` block.

    :param program: path of the browser
    :param url: address that paths are relative to
    :param cookies: of a session that is logged in
    :param width: of the window, in pixels; 390 is a phone
    """

    def __init__(self, program: str, url: str, cookies: dict, width: int) -> None:
        self.program, self.url, self.cookies, self.width = program, url, cookies, width
        self.messages: list[str] = []
        self._number = 0

    def __enter__(self) -> "Page":
        self._profile = tempfile.mkdtemp(prefix="bpo-page-")
        size = f"--window-size={self.width},900"
        argv = [self.program, *SWITCHES, size, f"--user-data-dir={self._profile}"]
        self._process = subprocess.Popen(
            [*argv, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._profile},
        )
        self._socket = websocket.create_connection(self._target(), timeout=PATIENCE)
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=NO_INDEXED_DB)
        for name, value in self.cookies.items():
            self.send("Network.setCookie", name=name, value=value, url=self.url)
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
        shutil.rmtree(self._profile, ignore_errors=True)

    def send(self, method: str, **parameters: Any) -> dict:
        """Send a command of the protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._remember(answer)

    def resize(self, width: int, height: int = 900) -> None:
        """Make the window another one, in pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def evaluate(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        result = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        details = result.get("exceptionDetails")
        assert not details, details
        return result["result"].get("value")

    def goto(self, path: str) -> None:
        """Open a path of the service and wait until it is loaded."""
        # The old page answers until the new one has come.
        self.evaluate("window.bpoLeft = true")
        self.send("Page.navigate", url=self.url + path)
        self.until("!window.bpoLeft && document.readyState === 'complete'", path)

    def until(self, script: str, what: str = "") -> None:
        """Wait until an expression is true."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.evaluate(script):
                return
            time.sleep(0.1)
        raise AssertionError(f"timed out: {what or script}; {self.messages[-5:]}")

    def wait_for(self, selector: str) -> None:
        """Wait until an element is there."""
        self.until(f"!!document.querySelector({json.dumps(selector)})", selector)

    def text(self, selector: str = "body") -> str:
        """Return the visible text of an element."""
        self.wait_for(selector)
        return self.evaluate(
            f"document.querySelector({json.dumps(selector)}).innerText"
        )

    def click(self, selector: str) -> None:
        """Click an element when it is there."""
        self.wait_for(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def fill(self, selector: str, value: str) -> None:
        """Put a value into a field as typing would."""
        self.wait_for(selector)
        self.evaluate(
            f"(() => {{ const field = document.querySelector({json.dumps(selector)});"
            f" field.value = {json.dumps(value)};"
            " field.dispatchEvent(new Event('input', {bubbles: true}));"
            " field.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def screenshot(self, path: Path, whole: bool = True) -> None:
        """Save a picture of the page, as a whole or as far as the window shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        result = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(result["data"]))

    def _target(self) -> str:
        """Return the address of the page's socket once the browser tells its port."""
        import requests

        deadline = time.monotonic() + PATIENCE
        port_file = Path(self._profile) / "DevToolsActivePort"
        while time.monotonic() < deadline:
            if port_file.exists() and port_file.read_text().strip():
                port = port_file.read_text().splitlines()[0]
                found = requests.get(f"http://127.0.0.1:{port}/json", timeout=10).json()
                pages = [target for target in found if target["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise AssertionError("the browser did not start")

    def _remember(self, event: dict) -> None:
        """Keep errors that the page reports, for a test to look at."""
        if event.get("method") == "Runtime.exceptionThrown":
            self.messages.append(str(event["params"]["exceptionDetails"]))
        elif event.get("method") == "Log.entryAdded":
            entry = event["params"]["entry"]
            if entry["level"] == "error":
                self.messages.append(f"{entry['text']} {entry.get('url', '')}")
