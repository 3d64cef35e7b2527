#!/usr/bin/python3
"""NTLM with Apache's mod_auth_gssapi and gss-ntlmssp, in whose file the passwords stand.

usage: ntlm_test.py LIKENESS
"""

import base64
import pathlib
import struct

import apache_server
import nginx_server
import peer_server
import peer_test
import raw_server
from likeness_program import NETWORK, PICTURE, SIGN_IN, SOAP_ANSWER, USAGE, leads_to

PASSWORD = "correct horse"
LATIN_PASSWORD = "pässwörd £5"
# libcurl leaves the version of Windows out, as may be done, and repeats the server's flag for it. Debian's gss-ntlmssp
# (1.2.0) insists on its eight bytes in the first message, and in the last where that flag is set: Apache adds the first
# and takes the flag out of what the server says. What proves the password passes as it is.
FIRST_MESSAGE = b"NTLMSSP\0" + struct.pack("<II", 1, 0x88206) + bytes(16)
WITH_VERSION = FIRST_MESSAGE + bytes((6, 1, 0, 0, 0, 0, 0, 15))
FLAGS, WITHOUT_VERSION = b"\x82\x8a\x02", b"\x82\x8a\x00"
PEOPLE = {"hope": PASSWORD, "sadie": LATIN_PASSWORD}


def text_of(message):
    return base64.b64encode(message).decode()


def missing():
    if not list(pathlib.Path("/usr/lib").glob("*/gssntlmssp/gssntlmssp.so")):
        return "gss-ntlmssp is not installed"
    return apache_server.missing("auth_gssapi")


class Ntlm(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.folder / "ntlm-users"
        users.write_text("".join(f"CONTOSO:{user}:{password}\n" for user, password in PEOPLE.items()))
        peer_server.give_to_server(users)
        basic_users = cls.folder / "basic-users"
        basic_users.write_text(apache_server.user_line("CONTOSO\\hope", PASSWORD))
        cls.apache = apache_server.Apache(cls.folder, cls.authority.certificate(), f"""
            RequestHeader edit Authorization "^NTLM {text_of(FIRST_MESSAGE)}$" "NTLM {text_of(WITH_VERSION)}" early
            Header always edit WWW-Authenticate "^(NTLM .{{28}}){text_of(FLAGS)}" "$1{text_of(WITHOUT_VERSION)}"
            # A page of its own, for otherwise mod_headers does not see the header of a refusal.
            ErrorDocument 401 /refused
            <Location /EWS>
            AuthType GSSAPI
            AuthName "contoso"
            GssapiAllowedMech ntlmssp
            GssapiConnectionBound On
            Require valid-user
            <If "%{{HTTP:Authorization}} =~ /^Basic /">
            AuthType Basic
            AuthUserFile {basic_users}
            </If>
            </Location>
            Header always add WWW-Authenticate 'Basic realm="contoso"' "expr=%{{REQUEST_STATUS}} == 401"
            """, ["auth_gssapi", "auth_basic", "authn_file"], {"NTLM_USER_FILE": str(users)})
        (cls.apache.folder / "refused").write_text("No.\n")
        cls.apache.answer_with("photo", PICTURE, "Content-Type: image/jpeg", 'ETag: "A1"')
        cls.apache.answer_with("soap", SOAP_ANSWER, "Content-Type: text/xml; charset=utf-8")
        cls.enterClassContext(cls.apache)

    def setUp(self):
        self.apache.requests()

    def ask(self, password, *words, user="CONTOSO\\hope", port=None):
        return self.likeness.get("--url", "https://mail.contoso.com", *leads_to(port or self.apache.port), "--user",
                                 user, *words, environment={"LIKENESS_PASSWORD": password})

    def assert_handshake(self, method):
        """Both steps on one connection, the second let in; no other scheme was used."""
        requests = self.apache.requests()
        self.assertEqual({request.scheme for request in requests} - {"-"}, {"NTLM"}, requests)
        first, second = [request for request in requests if request.scheme == "NTLM"]
        self.assertEqual((first.status, second.status), ("401", "200"))
        self.assertEqual(first.connection, second.connection)
        self.assertEqual({request.method for request in requests}, {method})

    def test_gets_a_photo(self):
        self.assert_got(self.ask(PASSWORD))
        self.assert_handshake("GET")

    def test_gets_a_photo_by_soap(self):
        self.assert_got(self.ask(PASSWORD, "--soap"))
        self.assert_handshake("POST")
        self.assertIn(b"sadie@contoso.com", (self.apache.folder / "soap.sent").read_bytes())

    def test_needs_no_question_before_it_where_only_ntlm_may_be_used(self):
        self.assert_got(self.ask(PASSWORD, "--auth", "ntlm"))
        self.assert_schemes(self.apache, ["NTLM", "NTLM"])

    def test_writes_a_password_in_iso_8859_1(self):
        self.assert_got(self.ask(LATIN_PASSWORD, user="CONTOSO\\sadie"))
        self.assert_handshake("GET")

    def test_says_that_it_cannot_write_any_other_password(self):
        done = self.ask("日本 €", "--auth", "ntlm")
        self.assert_ends(done, USAGE)
        self.assertIn("letters outside of ISO 8859-1", done.stderr)
        self.assertNotIn("日本", done.stderr)
        self.assert_schemes(self.apache, [])

    def test_never_hands_the_password_over_after_a_refusal(self):
        for words in (), ("--soap",), ("--auth", "ntlm"):
            with self.subTest(words):
                done = self.ask("wrong", *words)
                self.assert_ends(done, SIGN_IN)
                self.assertIn("refuses the user name or the password (401, NTLM)", done.stderr)
                self.assertIn("Extended Protection", done.stderr)
                requests = self.apache.requests()
                self.assertEqual([request.scheme for request in requests if request.scheme != "-"], ["NTLM", "NTLM"])

    def test_hands_it_over_once_where_that_is_allowed(self):
        self.assert_ends(self.ask("wrong", "--auth", "ntlm,basic"), SIGN_IN)
        schemes = [request.scheme for request in self.apache.requests()]
        self.assertEqual(schemes, ["-", "NTLM", "NTLM", "Basic"])
        self.assert_got(self.ask(PASSWORD, "--auth", "basic"))
        self.assert_schemes(self.apache, ["Basic"])

    def test_says_that_a_proxy_may_have_parted_its_steps(self):
        """nginx opens another connection to Apache for each request: nobody is let in so."""
        with nginx_server.Nginx(self.folder, self.authority.certificate(), f"""
                location / {{ proxy_pass http://127.0.0.1:{self.apache.plain_port}; }}""") as nginx:
            done = self.ask(PASSWORD, port=nginx.port)
            self.assert_ends(done, SIGN_IN)
            self.assertIn("a proxy before it may", done.stderr)
            self.assertEqual(len({request.connection for request in nginx.requests()}), 1)
            self.assertNotIn("Basic", [request.scheme for request in self.apache.requests()])

    def test_ends_where_the_server_closes_between_the_steps(self):
        challenge = text_of(b"NTLMSSP\0" + struct.pack("<IIII", 2, 0, 40, 0x88206) + bytes(16))
        with raw_server.RawServer(f"HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM {challenge}\r\nContent-Length: 0\r\n"
                                  "Connection: close\r\n\r\n".encode()) as closing:
            done = self.likeness.get("--url", f"http://127.0.0.1:{closing.port}", "--user", "hope", "--auth", "ntlm",
                                     environment={"LIKENESS_PASSWORD": PASSWORD})
            self.assertIn(done.returncode, (SIGN_IN, NETWORK), done.stderr)
            self.assertLessEqual(closing.connections, 3)


if __name__ == "__main__":
    peer_test.main(missing(), nginx_server.missing())
