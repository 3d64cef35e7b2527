"""Debian's nginx on loopback, of a configuration of its own: nothing of /etc/nginx is read."""

import pathlib
import shutil
import tempfile

import peer_server

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin")
LOG_FORMAT = "\\t".join(["$remote_port", "$request_method", "$request_uri", "$status", "$http_authorization",
                         "$http_cookie", "$http_expect", "$server_protocol", "$remote_user"])
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def missing():
    """Why there is no such server to be had; None where there is."""
    return None if PROGRAM else "nginx is not installed"


class Nginx(peer_server.PeerServer):
    """Speaks TLS, and HTTP/2 where that is wanted, on `port`, and plain HTTP on `plain_port`.

    In: what its server does, and `more`, other servers.
    """

    def __init__(self, folder, certificate, server, more=""):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="nginx-", dir=folder))
        file = folder / "nginx.conf"
        super().__init__(folder, [PROGRAM, "-c", file, "-e", folder / "errors.log"], peer_server.free_port())
        self.port = peer_server.free_port()
        temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
        # No master and no other workers: its log is in order.
        file.write_text(f"""
daemon off;
master_process off;
pid {folder}/pid;
events {{}}
http {{
log_format peers "{LOG_FORMAT}";
access_log {self.log_file} peers;
absolute_redirect off; # It would name its own port, which the client does not know.
{temporary}
root {folder};
server {{
    listen 127.0.0.1:{self.plain_port};
    listen 127.0.0.1:{self.port} ssl http2;
    {tls_lines(certificate)}
    {server}
}}
{more}
}}
""")


def tls_lines(certificate):
    return f"ssl_certificate {certificate.chain}; ssl_certificate_key {certificate.key};"
