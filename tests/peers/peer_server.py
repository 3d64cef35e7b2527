"""What the servers of another make have in common: a process on loopback, and a log of what it was asked."""

import dataclasses
import os
import pathlib
import pwd
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds):
    for _ in range(PATIENCE_SECONDS * 100):
        if holds():
            return True
        time.sleep(0.01)
    return False


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def let_everybody_read(folder):
    """As root these servers become somebody else, who is to find their files."""
    if os.geteuid() == 0:
        os.chmod(folder, 0o755)


def give_to_server(file):
    """What is the server's own, after it has become somebody else."""
    if os.geteuid() == 0:
        os.chown(file, pwd.getpwnam("www-data").pw_uid, -1)


@dataclasses.dataclass(frozen=True)
class LoggedRequest:
    """What came, as the server itself has understood it; "-" is what there was not."""
    connection: str  # The other end's port: the same for requests on one connection.
    method: str
    target: str
    status: str
    authorization: str
    cookie: str
    expect: str
    protocol: str
    user: str  # Whom the server has let in.

    @property
    def scheme(self):
        """Of the sign-in that was sent; "-" for none."""
        return self.authorization.split()[0]


class PeerServer:
    """A server that was configured in `folder`. It has one worker, so that its log is in order."""

    def __init__(self, folder, command, port, environment=None):
        self.folder = pathlib.Path(folder)
        self.command, self.plain_port = command, port
        self.environment = {**os.environ, **(environment or {})}
        self.marks = 0
        self.read_lines = 0

    @property
    def log_file(self):
        return self.folder / "requests.log"

    def start(self):
        with open(self.folder / "output", "wb") as output:
            self.process = subprocess.Popen(self.command, stdout=output, stderr=output, env=self.environment)
        if not wait_until(lambda: self.process.poll() is not None or is_listening(self.plain_port)) \
                or self.process.poll() is not None:
            raise RuntimeError(f"{self.command[0]} does not start: " + self.output())
        self.requests()
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE_SECONDS)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def output(self):
        errors = self.folder / "errors.log"
        return (self.folder / "output").read_text() + (errors.read_text() if errors.exists() else "")

    def requests(self):
        """What it was asked since this was asked last. A mark of ours, by a request, shows where that ends."""
        self.marks += 1
        mark = f"/mark-{self.marks}"
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                f"http://127.0.0.1:{self.plain_port}{mark}").close()
        except urllib.error.HTTPError as answer:
            answer.close()
        lines = []

        def is_complete():
            lines[:] = self.log_file.read_text().splitlines()[self.read_lines:]
            return any(f"\t{mark}\t" in line for line in lines)

        if not wait_until(is_complete):
            raise RuntimeError("the log does not grow: " + self.output())
        self.read_lines += len(lines)
        found = (LoggedRequest(*line.split("\t")) for line in lines)
        return [request for request in found if not request.target.startswith("/mark-")]
