"""Debian's Apache on loopback, of a configuration of its own: nothing of /etc/apache2 is read."""

import os
import pathlib
import shutil
import subprocess
import tempfile

import peer_server

MODULES = pathlib.Path("/usr/lib/apache2/modules")
PROGRAM = shutil.which("apache2", path="/usr/sbin:/usr/bin")
ALWAYS = ("mpm_prefork", "authn_core", "authz_core", "authz_user", "alias", "cgi", "env", "headers", "setenvif", "ssl")
LOG_FORMAT = r"%{remote}p\t%<m\t%U%q\t%>s\t%{Authorization}i\t%{Cookie}i\t%{Expect}i\t%H\t%u"


def missing(*modules):
    """Why there is no such server to be had; None where there is."""
    if not PROGRAM:
        return "apache2 is not installed"
    for module in modules:
        if not (MODULES / f"mod_{module}.so").exists():
            return f"Apache's module {module} is not installed"
    return None


def user_line(user, password):
    """Of a file for Basic. htpasswd makes such lines too, but apache2-utils would be a package for this alone."""
    made = subprocess.run(["openssl", "passwd", "-apr1", "-stdin"], input=password, text=True, capture_output=True,
                          check=True).stdout
    return f"{user}:{made}"


class Apache(peer_server.PeerServer):
    """Speaks TLS on `port` and plain HTTP on `plain_port`; `configuration` is for both.

    /EWS/Exchange.asmx and the photo below it are programs in `folder`: see answer_with.
    """

    def __init__(self, folder, certificate, configuration, modules=(), environment=None):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="apache-", dir=folder))
        peer_server.let_everybody_read(folder.parent)
        peer_server.give_to_server(folder)
        file = folder / "apache.conf"
        # -X: in the foreground, one worker.
        super().__init__(folder, [PROGRAM, "-X", "-f", file], peer_server.free_port(), environment)
        self.port = peer_server.free_port()
        self._configure(file, certificate, configuration, (*ALWAYS, *modules))

    def _configure(self, file, certificate, configuration, modules):
        loads = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in modules)
        file.write_text(f"""
ServerRoot {self.folder}
DocumentRoot {self.folder}
ServerName mail.contoso.com
PidFile {self.folder}/pid
DefaultRuntimeDir {self.folder}
Mutex pthread
ErrorLog {self.folder}/errors.log
LogLevel info
{loads}
{"User www-data" if os.geteuid() == 0 else ""}
{"Group www-data" if os.geteuid() == 0 else ""}
LogFormat "{LOG_FORMAT}" peers
CustomLog {self.log_file} peers
Listen 127.0.0.1:{self.plain_port}
Listen 127.0.0.1:{self.port}
SSLSessionCache none
ScriptAlias /EWS/Exchange.asmx/s/GetUserPhoto {self.folder}/photo
ScriptAliasMatch ^/EWS/Exchange.asmx$ {self.folder}/soap
{configuration}
<VirtualHost 127.0.0.1:{self.port}>
SSLEngine on
SSLCertificateFile {certificate.chain}
SSLCertificateKeyFile {certificate.key}
</VirtualHost>
""")

    def write_program(self, name, text):
        """A program that answers; the way of CGI."""
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    def answer_with(self, name, body, *headers):
        """The program `name` answers with these bytes. It reads what it was sent."""
        (self.folder / f"{name}.body").write_bytes(body)
        head = "".join(f"echo '{header}'\n" for header in headers)
        self.write_program(
            name, f"#!/bin/sh\ncat >{self.folder}/{name}.sent\n{head}echo\ncat {self.folder}/{name}.body\n")
