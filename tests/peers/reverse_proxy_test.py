#!/usr/bin/python3
"""Our own server behind nginx and Apache: what the client does with it works through them.

usage: reverse_proxy_test.py LIKENESS
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))

import apache_server
import likeness_server
import nginx_server
import peer_test
from likeness_program import HOPE, OK, PICTURES, SADIE, leads_to, said

CARD = """BEGIN:VCARD
VERSION:3.0
N:Daniels;Sadie;;;
FN:Sadie Daniels
EMAIL:sadie@contoso.com
END:VCARD
"""


class ReverseProxy(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(likeness_server.running(peer_test.PROGRAM))
        card = cls.folder / "card.vcf"
        card.write_text(CARD)
        (cls.likeness.folder / "photos").mkdir()
        cls.server.admin("contacts", "import", HOPE, card)

    def run_through(self, port, *words):
        return self.likeness.run(*words, "--url", "https://mail.contoso.com", *leads_to(port), "--cacert",
                                 self.authority.file, "--user", HOPE, "--json",
                                 environment={"LIKENESS_PASSWORD": likeness_server.PASSWORD})

    def assert_works(self, port):
        for words in ("get", HOPE, "-o", "hope.jpg"), ("get", HOPE, "-o", "hope.jpg", "--soap"), \
                ("set", HOPE, PICTURES / "hope.jpg"), ("resolve", "daniels", "--photos", "photos"), \
                ("contact", "list"):
            with self.subTest(words):
                done = self.run_through(port, *words)
                self.assert_ends(done, OK)
        self.assertEqual([contact["email"] for contact in said(done)["contacts"]], [SADIE])
        self.assert_ends(self.run_through(port, "get", HOPE, "-o", "hope.jpg"), OK)
        self.assertEqual(said(self.run_through(port, "get", HOPE, "-o", "hope.jpg"))["status"], "unchanged")

    def test_works_behind_nginx(self):
        with nginx_server.Nginx(self.folder, self.authority.certificate(), f"""
                location / {{ proxy_pass https://127.0.0.1:{self.server.port}; }}""") as nginx:
            self.assert_works(nginx.port)
            by_connection = {}
            for request in nginx.requests():
                by_connection.setdefault(request.connection, []).append(request.status)
            # A question that was refused, what it was about, and whose photo it was for: all on one connection.
            self.assertIn(["401", "200", "200"], by_connection.values())
            self.assertIn(["401", "304"], by_connection.values())

    def test_works_behind_apache(self):
        with apache_server.Apache(self.folder, self.authority.certificate(), f"""
                SSLProxyEngine On
                SSLProxyVerify none
                SSLProxyCheckPeerName Off
                ProxyPass "/" "https://127.0.0.1:{self.server.port}/"
                """, ["proxy", "proxy_http"]) as apache:
            self.assert_works(apache.port)


if __name__ == "__main__":
    peer_test.main(nginx_server.missing(), apache_server.missing("proxy_http"))
