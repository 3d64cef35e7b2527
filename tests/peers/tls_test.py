#!/usr/bin/python3
"""nginx shows certificates that are not to be trusted, and speaks what is no longer spoken: no password goes there.

usage: tls_test.py LIKENESS
"""

import certificates
import nginx_server
import peer_server
import peer_test
from likeness_program import HOPE, PICTURE, TLS, USAGE, leads_to, said

OLD_TLS = "ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0;"


class Tls(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        strangers = certificates.Authority(cls.folder, "strangers")
        good = cls.authority.certificate()
        cases = {
            "self-signed": (cls.authority.self_signed(), ""),
            "expired": (cls.authority.certificate(days=-1), ""),
            "wrong-name": (cls.authority.certificate(certificates.OTHER_NAMES), ""),
            "strangers": (strangers.certificate(), ""),
            "old-tls": (good, OLD_TLS),
        }
        cls.ports = {case: peer_server.free_port() for case in cases}
        cls.nginx = nginx_server.Nginx(
            cls.folder, good, "location /EWS/ { rewrite .* /sadie.jpg break; default_type image/jpeg; }",
            "\n".join(
                f"server {{ listen 127.0.0.1:{cls.ports[case]} ssl; {nginx_server.tls_lines(certificate)} {more} }}"
                for case, (certificate, more) in cases.items()))
        (cls.nginx.folder / "sadie.jpg").write_bytes(PICTURE)
        cls.enterClassContext(cls.nginx)

    def setUp(self):
        self.nginx.requests()

    def ask(self, port, authority=None):
        return self.likeness.get("--url", "https://mail.contoso.com", *leads_to(port), "--user", HOPE, "--auth",
                                 "basic", "--json", authority=authority, environment={"LIKENESS_PASSWORD": "secret"})

    def test_trusts_a_server_of_the_named_authority(self):
        self.assert_got(self.ask(self.nginx.port))

    def test_tells_no_other_anything(self):
        for case, port in self.ports.items():
            with self.subTest(case):
                done = self.ask(port)
                self.assert_ends(done, TLS)
                self.assertEqual(said(done)["kind"], "tls")
                self.assert_schemes(self.nginx, [])

    def test_trusts_no_system_authority_beside_the_named_one(self):
        stranger = self.folder / "strangers.pem"
        self.assert_ends(self.ask(self.nginx.port, stranger), TLS)
        self.assert_schemes(self.nginx, [])

    def test_names_a_file_that_is_none_of_authorities(self):
        self.assert_ends(self.ask(self.nginx.port, self.folder / "authority.key"), USAGE)
        self.assert_schemes(self.nginx, [])


if __name__ == "__main__":
    peer_test.main(nginx_server.missing())
