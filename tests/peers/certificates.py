"""An authority of the tests' own, and what servers show that it has signed, or has not."""

import dataclasses
import functools
import pathlib
import subprocess

NAMES = "DNS:localhost,IP:127.0.0.1,DNS:contoso.com,DNS:*.contoso.com"
OTHER_NAMES = "DNS:mail.fabrikam.com"


@dataclasses.dataclass(frozen=True)
class Certificate:
    chain: pathlib.Path
    key: pathlib.Path


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Authority:
    """Its own certificate is `file`; those that it gives out lie beside it."""

    def __init__(self, folder, name="authority"):
        self.folder = pathlib.Path(folder)
        self.file, self.key = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        openssl("req", "-x509", *self._new_key(self.key), "-days", 2, "-subj", f"/CN={name}", "-out", self.file)

    @functools.cache
    def certificate(self, names=NAMES, days=2):
        """For a server of these names; a negative number of days ended in the past."""
        stem = self.folder / f"{self.file.stem}-{days}-{abs(hash(names))}"
        made = Certificate(stem.with_suffix(".pem"), stem.with_suffix(".key"))
        request, extensions = stem.with_suffix(".csr"), stem.with_suffix(".ext")
        extensions.write_text(f"subjectAltName={names}\nauthorityKeyIdentifier=keyid\n")
        openssl("req", "-new", *self._new_key(made.key), "-subj", "/CN=server", "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self.key, "-CAcreateserial", "-days", days,
                "-extfile", extensions, "-out", made.chain)
        return made

    def self_signed(self):
        """What an administrator makes who has no authority."""
        made = Certificate(self.folder / "self-signed.pem", self.folder / "self-signed.key")
        openssl("req", "-x509", *self._new_key(made.key), "-days", 2, "-subj", "/CN=mail.contoso.com", "-addext",
                f"subjectAltName={NAMES}", "-out", made.chain)
        return made

    @staticmethod
    def _new_key(file):
        return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file
