"""Samba as an Active Directory: the realm CONTOSO.COM, whose KDC gives tickets for the web servers of contoso.com.

Its ports are fixed. enter_own_network() gives this process, and what it starts, a network of their own before.
"""

import ctypes
import fcntl
import os
import pathlib
import shutil
import socket
import struct
import subprocess

import peer_server

PASSWORD = "Correct-horse-7"
REALM = "CONTOSO.COM"
CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS = 0x8914
IFF_UP = 1
KDC_PORT = 88


def missing():
    """Why there is no such realm to be had; None where there is."""
    for program in "samba", "samba-tool", "kinit", "klist":
        if not shutil.which(program, path="/usr/sbin:/usr/bin"):
            return f"{program} is not installed"
    if not pathlib.Path("/usr/share/samba/setup/provision.ldif").exists():
        return "samba-ad-provision is not installed"
    if os.geteuid() != 0:
        return "a domain controller takes root"
    return None


def enter_own_network():
    """False where that is not allowed here."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        return False
    with socket.socket() as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP) + bytes(22))
    return True


# One process for all: samba-tool takes seconds to start.
SET_UP = """
import sys
from samba.netcmd.main import cmd_sambatool

def samba_tool(*words):
    if cmd_sambatool()._run("samba-tool", *words, "-s", sys.argv[1]):
        raise SystemExit("samba-tool " + " ".join(words))

password, folder = sys.argv[2:]
samba_tool("user", "create", "hope", password)
# Clients get tickets for the other one too, whose key the web server has not.
for account, spn in ("web", "HTTP/mail.contoso.com"), ("other", "HTTP/other.contoso.com"):
    samba_tool("user", "create", account, password + account)
    samba_tool("spn", "add", spn, account)
samba_tool("domain", "exportkeytab", f"{folder}/web.keytab", "--principal=HTTP/mail.contoso.com")
"""


class KerberosRealm:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.smb_conf = self.folder / "dc/etc/smb.conf"
        self.krb5_conf = self.folder / "krb5.conf"
        self.keytab = self.folder / "web.keytab"  # What the server of mail.contoso.com has.
        self.environment = {"KRB5_CONFIG": str(self.krb5_conf), "KRB5RCACHENAME": "none:"}

    def __enter__(self):
        self._write_krb5_conf()
        self._run("samba-tool", "domain", "provision", f"--targetdir={self.folder}/dc", f"--realm={REALM}",
                  "--domain=CONTOSO", "--host-name=vm", f"--adminpass={PASSWORD}", "--server-role=dc",
                  "--dns-backend=NONE", "--option=interfaces=lo", "--option=bind interfaces only=yes",
                  *self._own_folders())
        self._run("/usr/bin/python3", "-c", SET_UP, self.smb_conf, PASSWORD, self.folder)
        self._start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=peer_server.PATIENCE_SECONDS)

    def sign_in(self, cache, *words):
        """Makes the file `cache` one with a ticket of Hope's. In: more words for kinit."""
        self._run("kinit", "-c", cache, *words, f"hope@{REALM}", stdin=PASSWORD + "\n")

    def is_valid(self, cache):
        """Whether what lies there has not expired."""
        return subprocess.run(["klist", "-s", "-c", cache], env={**os.environ, **self.environment}).returncode == 0

    def _write_krb5_conf(self):
        self.krb5_conf.write_text(f"""[libdefaults]
default_realm = {REALM}
dns_lookup_kdc = false
dns_lookup_realm = false
rdns = false
dns_canonicalize_hostname = false
[realms]
{REALM} = {{
 kdc = 127.0.0.1
}}
[domain_realm]
.contoso.com = {REALM}
""")

    def _own_folders(self):
        for option, name in (("pid directory", "pid"), ("ncalrpc dir", "ncalrpc"),
                             ("winbindd socket directory", "winbindd"), ("lock directory", "lock")):
            (self.folder / name).mkdir()
            yield f"--option={option}={self.folder / name}"

    def _start(self):
        with open(self.folder / "samba.log", "wb") as log:
            self.process = subprocess.Popen(
                [shutil.which("samba", path="/usr/sbin:/usr/bin"), "-i", "-M", "single", "-s", self.smb_conf,
                 "--debug-stdout", "--option=server services=ldap,cldap,kdc,rpc,drepl,winbindd"],
                stdout=log, stderr=log)
        if not peer_server.wait_until(
                lambda: self.process.poll() is not None or peer_server.is_listening(KDC_PORT)) \
                or self.process.poll() is not None:
            raise RuntimeError("samba does not start: " + (self.folder / "samba.log").read_text())

    def _run(self, *words, stdin=None):
        done = subprocess.run([str(word) for word in words], input=stdin, text=True, capture_output=True,
                              env={**os.environ, **self.environment})
        if done.returncode != 0:
            raise RuntimeError(f"{words[0]}: {done.stdout}{done.stderr}")
