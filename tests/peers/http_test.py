#!/usr/bin/python3
"""nginx answers in every way that a photo server does not: it redirects, is busy, drips, breaks off.

usage: http_test.py LIKENESS
"""

import nginx_server
import peer_test
import raw_server
from likeness_program import FAILURE, HOPE, NETWORK, NOT_FOUND, PICTURE, SIGN_IN, UNAVAILABLE, leads_to, said

PHOTO = "EWS/Exchange.asmx/s/GetUserPhoto"
REDIRECTS = {
    "another-host": "https://mail.fabrikam.com/EWS/Exchange.asmx/s/GetUserPhoto",
    "subdomain": "https://other.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto",
    "out-of-https": "http://mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto",
    "another-port": "https://mail.contoso.com:8443/EWS/Exchange.asmx/s/GetUserPhoto",
    "another-scheme": "ftp://mail.contoso.com/sadie.jpg",
    "with-a-password": "https://hope:word@mail.contoso.com/EWS/Exchange.asmx/s/GetUserPhoto",
}
BROKEN_OFF = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 100000\r\n\r\n" + PICTURE[:1000]
BROKEN_CHUNK = (b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n"
                + PICTURE[:1000])


def location(case, text):
    """What nginx does with the photo below /CASE/."""
    return f"location /{case}/ {{ {text} }}\n"


def file_at(case, text=""):
    return location(case, f"rewrite .* /sadie.jpg break; default_type image/jpeg; {text}")


class Http(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        broken = cls.enterClassContext(raw_server.RawServer(BROKEN_OFF))
        chunk = cls.enterClassContext(raw_server.RawServer(BROKEN_CHUNK))
        cls.nginx = nginx_server.Nginx(
            cls.folder, cls.authority.certificate(),
            "".join(location(case, f"return 302 {to};") for case, to in REDIRECTS.items())
            + file_at("EWS")
            + location("same-host", f"return 301 /{PHOTO}?$args;")
            + location("moved-for-good", f"return 308 https://mail.contoso.com/same-host/{PHOTO}?$args;")
            + location("loop", "return 302 $request_uri;")
            + location("sign-in-page", "return 302 /owa/auth/logon.aspx;")
            + location("owa", 'default_type text/html; return 200 "<!DOCTYPE html><title>Outlook</title>";')
            + "".join(location(str(status), f'add_header Retry-After 120 always; return {status};')
                      for status in (400, 404, 408, 421, 429, 503))
            + location("503-date", 'add_header Retry-After "Fri, 31 Dec 2999 23:59:59 GMT" always; return 503;')
            + file_at("drips", "limit_rate 20;")
            + location("broken-off", f"proxy_pass http://127.0.0.1:{broken.port};")
            + location("broken-chunk", f"proxy_pass http://127.0.0.1:{chunk.port}; proxy_http_version 1.1;")
            + file_at("gzip", "gzip on; gzip_types *; gzip_min_length 1;")
            + location("too-large", 'client_max_body_size 1k; proxy_pass http://127.0.0.1:1;')
            + location("affinity", 'add_header Set-Cookie "X-BackEndCookie=one; path=/; secure; HttpOnly" always; '
                       'add_header WWW-Authenticate "Basic realm=contoso" always; default_type image/jpeg; '
                       'if ($http_authorization = "") { return 401; } rewrite .* /sadie.jpg break;'))
        (cls.nginx.folder / "sadie.jpg").write_bytes(PICTURE)
        cls.enterClassContext(cls.nginx)

    def setUp(self):
        self.nginx.requests()

    def ask(self, case, *words, auth="basic"):
        return self.likeness.get("--url", f"https://mail.contoso.com/{case}/EWS/Exchange.asmx",
                                 *leads_to(self.nginx.port), *leads_to(self.nginx.port, "mail.fabrikam.com"),
                                 "--user", HOPE, "--auth", auth, "--json", *words,
                                 environment={"LIKENESS_PASSWORD": "secret"})

    def assert_fails(self, case, code, kind, *words):
        done = self.ask(case, *words)
        self.assert_ends(done, code)
        self.assertEqual(said(done)["kind"], kind, done.stdout)
        self.assertIsNone(self.likeness.got())
        self.assertNotIn("secret", done.stderr)
        return said(done)

    def test_follows_a_redirect_on_the_same_host(self):
        self.assert_got(self.ask("moved-for-good"))
        requests = self.nginx.requests()
        self.assertEqual([request.status for request in requests], ["308", "301", "200"])
        self.assertEqual({request.scheme for request in requests}, {"Basic"})
        self.assertEqual(len({request.connection for request in requests}), 1)

    def test_follows_no_other(self):
        for case in REDIRECTS:
            with self.subTest(case):
                self.assert_fails(case, FAILURE, "redirected")
                self.assertEqual(len(self.nginx.requests()), 1)

    def test_ends_a_loop(self):
        self.assert_fails("loop", FAILURE, "redirected")
        self.assertEqual(len(self.nginx.requests()), 6)

    def test_knows_a_page_to_sign_in(self):
        self.assert_fails("sign-in-page", SIGN_IN, "sign_in")
        self.assert_fails("sign-in-page", SIGN_IN, "sign_in", "--soap")

    def test_loses_no_body_by_a_redirect(self):
        self.assert_fails("same-host", FAILURE, "redirected", "--soap")
        self.assert_schemes(self.nginx, ["Basic"])

    def test_hears_that_a_server_is_busy(self):
        for case in "429", "503":
            with self.subTest(case):
                self.assertEqual(self.assert_fails(case, UNAVAILABLE, "server_busy")["retry_after_seconds"], 120)
        self.assertGreater(self.assert_fails("503-date", UNAVAILABLE, "server_busy")["retry_after_seconds"], 10 ** 9)

    def test_tells_other_refusals_apart(self):
        self.assert_fails("408", NETWORK, "network")
        self.assert_fails("421", FAILURE, "protocol")
        self.assert_fails("400", FAILURE, "protocol")
        done = self.ask("404")
        self.assert_ends(done, NOT_FOUND)
        self.assertEqual(len(self.nginx.requests()), 4)

    def test_gives_up_on_one_that_drips(self):
        self.assertIn("took too long", self.assert_fails("drips", NETWORK, "network", "--timeout", "2")["message"])

    def test_takes_no_part_of_a_picture_for_the_picture(self):
        for case in "broken-off", "broken-chunk":
            with self.subTest(case):
                self.assert_fails(case, NETWORK, "network")

    def test_gets_the_bytes_as_they_are_where_the_server_would_compress(self):
        self.assert_got(self.ask("gzip"))

    def test_speaks_http_1_1_to_a_server_that_has_http_2(self):
        self.assert_got(self.ask("same-host"))
        requests = self.nginx.requests()
        self.assertEqual({request.protocol for request in requests}, {"HTTP/1.1"})
        self.assertEqual({request.expect for request in requests}, {"-"})

    def test_brings_the_cookie_back_to_the_server_that_it_is_of(self):
        self.assert_got(self.ask("affinity", auth="ntlm,basic"))
        first, second = self.nginx.requests()
        self.assertEqual((first.cookie, second.cookie), ("-", "X-BackEndCookie=one"))

    def test_reads_why_a_large_request_is_refused_before_its_end(self):
        picture = self.likeness.folder / "large.jpg"
        picture.write_bytes(PICTURE + bytes(4 << 20))
        done = self.likeness.run("set", HOPE, picture, "--url", "https://mail.contoso.com/too-large/EWS/Exchange.asmx",
                                 *leads_to(self.nginx.port), "--cacert", self.authority.file, "--user", HOPE,
                                 "--auth", "basic", environment={"LIKENESS_PASSWORD": "secret"})
        self.assert_ends(done, FAILURE)
        self.assertIn("(413)", done.stderr)
        self.assert_schemes(self.nginx, ["Basic"])


if __name__ == "__main__":
    peer_test.main(nginx_server.missing())
