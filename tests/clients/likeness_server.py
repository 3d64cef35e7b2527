"""A likeness server for clients that are not ours: real database, TLS with a certificate of its own, on loopback.

Clients find it under the names of contoso.com: reach_by_name() leads those names, and no others, to its port.
"""

import contextlib
import pathlib
import re
import socket
import subprocess
import tempfile

import dns.resolver

PASSWORD = "correct horse"
PEOPLE = {"sadie@contoso.com": "Sadie Daniels", "hope@contoso.com": "Hope Gross"}
GROUP = "sales@contoso.com"
NAMES = ["contoso.com", "autodiscover.contoso.com", "mail.contoso.com"]
PICTURES = pathlib.Path(__file__).resolve().parents[2] / "apps" / "likeness" / "serve" / "demo_pictures"


class Server:
    def __init__(self, program, folder, configuration=""):
        self.program, self.folder = program, pathlib.Path(folder)
        self.data = self.folder / "data"
        self.certificate, self.key = self.folder / "certificate.pem", self.folder / "key.pem"
        self.public_url = "https://mail.contoso.com"
        self.configuration = self.folder / "likeness.toml"
        self.configuration.write_text(configuration)

    def make_certificate(self):
        names = ",".join(f"DNS:{name}" for name in NAMES)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=mail.contoso.com", "-addext", f"subjectAltName={names}", "-keyout", self.key,
                        "-out", self.certificate], check=True, capture_output=True)

    def admin(self, *words, stdin=""):
        subprocess.run([self.program, "admin", *words, "--data", self.data], check=True, text=True, input=stdin,
                       capture_output=True)

    def add_people(self):
        password = self.folder / "password"
        password.write_text(PASSWORD + "\n")
        for address, name in PEOPLE.items():
            self.admin("person", "add", address, "--name", name)
            self.admin("photo", "set", address, PICTURES / (address.partition("@")[0] + ".jpg"))
            self.admin("account", "password", address, "--password-file", password)
        members = [word for address in PEOPLE for word in ("--member", address)]
        self.admin("person", "add", GROUP, "--name", "Sales team", "--kind", "group", *members)

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--listen", "https://127.0.0.1:0", "--tls-cert",
             self.certificate, "--tls-key", self.key, "--public-url", self.public_url, "--config",
             self.configuration],
            stdout=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline()
        self.port = int(re.search(r"https://127\.0\.0\.1:(\d+)/", ready).group(1))

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


@contextlib.contextmanager
def running(program, configuration=""):
    """A server with people; `configuration` is the text of its file."""
    with tempfile.TemporaryDirectory(prefix="likeness-clients-") as folder:
        server = Server(program, folder, configuration)
        server.make_certificate()
        server.add_people()
        server.start()
        try:
            yield server
        finally:
            server.stop()


def reach_by_name(server):
    """Leads https to the names of the certificate to the server; nothing else is there."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host, port, *rest, **more):
        if isinstance(host, bytes):
            host = host.decode()
        if host == "127.0.0.1":
            return look_up(host, port, *rest, **more)
        if host in NAMES and port == 443:
            return look_up("127.0.0.1", server.port, *rest, **more)
        raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port} is not there in this test")

    def resolve(resolver, name, kind="A", *rest, **more):
        if kind == "A" and str(name).rstrip(".") in NAMES:
            return ["127.0.0.1"]
        raise dns.resolver.NXDOMAIN

    socket.getaddrinfo = getaddrinfo
    dns.resolver.Resolver.resolve = resolve
