"""The program `likeness`, run as somebody who has never used it: no profile, no cache, no ticket, no proxy."""

import base64
import json
import os
import pathlib
import subprocess

PICTURES = pathlib.Path(__file__).resolve().parents[2] / "apps" / "likeness" / "serve" / "demo_pictures"
PICTURE = (PICTURES / "sadie.jpg").read_bytes()
SADIE, HOPE = "sadie@contoso.com", "hope@contoso.com"
TIME_MAX_SECONDS = 60

OK, USAGE, NOT_FOUND, SIGN_IN, NETWORK, TLS, UNAVAILABLE = 0, 2, 3, 4, 5, 6, 7
FAILURE = 1

SOAP_ANSWER = f"""<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
<h:ServerVersionInfo MajorVersion="15" MinorVersion="1" MajorBuildNumber="2507" MinorBuildNumber="6"
 Version="V2017_07_11" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header><s:Body>
<GetUserPhotoResponse ResponseClass="Success" xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
<ResponseCode>NoError</ResponseCode><HasChanged>true</HasChanged>
<PictureData>{base64.b64encode(PICTURE).decode()}</PictureData></GetUserPhotoResponse></s:Body></s:Envelope>
""".encode()


class Likeness:
    """Its home is `folder`."""

    def __init__(self, program, folder, authority):
        self.program, self.folder = program, pathlib.Path(folder)
        self.authority = authority
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder),
                            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}

    def run(self, *words, environment=None):
        return subprocess.run([self.program, *map(str, words)], env={**self.environment, **(environment or {})},
                              stdin=subprocess.DEVNULL, text=True, capture_output=True, timeout=TIME_MAX_SECONDS,
                              cwd=self.folder)

    def get(self, *words, environment=None, authority=None):
        """Sadie's photo, without the cache."""
        (self.folder / "got.jpg").unlink(missing_ok=True)
        return self.run("get", SADIE, "--no-cache", "-o", "got.jpg", "--cacert", authority or self.authority, *words,
                        environment=environment)

    def got(self):
        """The file that was written; None where none was."""
        file = self.folder / "got.jpg"
        return file.read_bytes() if file.exists() else None


def leads_to(port, host="mail.contoso.com"):
    """https to that name goes to this port of loopback."""
    return "--connect-to", f"{host}:443:127.0.0.1:{port}"


def said(done):
    return json.loads(done.stdout)
