"""OpenLDAP's slapd on loopback, with people of contoso.com in it: a directory that is not ours."""

import base64
import contextlib
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

BASE = "dc=contoso,dc=com"
ADMIN = f"cn=admin,{BASE}"
PASSWORD = "correct horse"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Slapd:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.url = f"ldap://127.0.0.1:{self.port}"
        self.process = None
        (self.folder / "data").mkdir()
        schemas = "\n".join(f"include /etc/ldap/schema/{name}.schema" for name in ("core", "cosine", "inetorgperson"))
        (self.folder / "slapd.conf").write_text(f"""{schemas}
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload syncprov
            database mdb
            suffix {BASE}
            rootdn {ADMIN}
            rootpw "{PASSWORD}"
            directory {self.folder}/data
            index objectClass,entryUUID,entryCSN eq
            index mail,cn,sn,givenName,uid eq,sub
            overlay syncprov
            """.replace("\n            ", "\n"))

    def start(self):
        slapd = shutil.which("slapd", path="/usr/sbin:/usr/bin")
        self.process = subprocess.Popen([slapd, "-d", "0", "-h", self.url + "/", "-f", self.folder / "slapd.conf"],
                                        stderr=subprocess.DEVNULL)
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("slapd does not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)

    def change(self, ldif, *more):
        subprocess.run(["ldapmodify", "-x", "-H", self.url, "-D", ADMIN, "-w", PASSWORD, *more], check=True,
                       input=ldif, text=True, capture_output=True)

    def add(self, ldif):
        self.change(ldif, "-a")


def person(uid, given_name, surname, picture=None, more=""):
    """An entry of inetOrgPerson, as LDIF."""
    photo = f"jpegPhoto:: {base64.b64encode(picture).decode()}\n" if picture else ""
    return (f"dn: uid={uid},{BASE}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: {given_name} {surname}\n"
            f"displayName: {given_name} {surname}\ngivenName: {given_name}\nsn: {surname}\n"
            f"mail: {uid}@contoso.com\nuserPassword: {PASSWORD}\n{photo}{more}\n")


@contextlib.contextmanager
def running():
    with tempfile.TemporaryDirectory(prefix="likeness-slapd-") as folder:
        slapd = Slapd(folder)
        slapd.start()
        try:
            slapd.add(f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Contoso\ndc: contoso\n")
            yield slapd
        finally:
            slapd.stop()
