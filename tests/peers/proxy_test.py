#!/usr/bin/python3
"""Apache as the proxy of a company: for http, and for https by CONNECT, with a sign-in of its own and without.

usage: proxy_test.py LIKENESS
"""

import apache_server
import nginx_server
import peer_server
import peer_test
from likeness_program import HOPE, NETWORK, PICTURE, SIGN_IN, USAGE, leads_to

PROXY_PASSWORD = "proxy-secret"


class Proxy(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nginx = nginx_server.Nginx(
            cls.folder, cls.authority.certificate(),
            "location /EWS/ { rewrite .* /sadie.jpg break; default_type image/jpeg; } location /401/ { return 401; }")
        (cls.nginx.folder / "sadie.jpg").write_bytes(PICTURE)
        cls.enterClassContext(cls.nginx)
        cls.open_proxy = cls.serve("Require all granted")
        users = cls.folder / "proxy-users"
        users.write_text(apache_server.user_line("hope", PROXY_PASSWORD))
        cls.closed_proxy = cls.serve(f"AuthType Basic\nAuthName proxy\nAuthUserFile {users}\nRequire valid-user")
        cls.denying_proxy = cls.serve("Require all denied")

    @classmethod
    def serve(cls, who):
        # The name is in no DNS: for http the proxy is told where it is.
        return cls.enterClassContext(apache_server.Apache(cls.folder, cls.authority.certificate(), f"""
            ProxyRequests On
            AllowCONNECT {cls.nginx.port}
            ProxyRemote "http://mail.contoso.com" "http://127.0.0.1:{cls.nginx.plain_port}"
            <Proxy "*">
            {who}
            </Proxy>
            """, ["proxy", "proxy_http", "proxy_connect", "auth_basic", "authn_file"]))

    def setUp(self):
        for server in self.nginx, self.open_proxy, self.closed_proxy, self.denying_proxy:
            server.requests()

    def address(self, apache, user="", scheme="http"):
        return f"{scheme}://{user}127.0.0.1:{apache.plain_port if scheme == 'http' else apache.port}"

    def ask(self, *words, url="https://mail.contoso.com", environment=None):
        """By https with a password; --connect-to stands for the DNS of the proxy."""
        return self.likeness.get("--url", url, *leads_to(self.nginx.port), "--user", HOPE, "--auth", "basic", *words,
                                 environment={"LIKENESS_PASSWORD": "secret", **(environment or {})})

    def assert_tunnelled(self, apache):
        [request] = apache.requests()
        self.assertEqual((request.method, request.status), ("CONNECT", "200"))
        self.assertNotIn("secret", request.authorization)
        self.assert_schemes(self.nginx, ["Basic"])

    def assert_secret(self, done):
        for secret in PROXY_PASSWORD, "secret":
            self.assertNotIn(secret, done.stderr + done.stdout)

    def test_connects_https_through_the_proxy(self):
        self.assert_got(self.ask("--proxy", self.address(self.open_proxy)))
        self.assert_tunnelled(self.open_proxy)

    def test_goes_through_a_proxy_that_speaks_tls_itself(self):
        self.assert_got(self.ask("--proxy", self.address(self.open_proxy, scheme="https")))
        self.assert_tunnelled(self.open_proxy)

    def test_heeds_the_environment(self):
        proxy = {"https_proxy": self.address(self.open_proxy)}
        self.assert_got(self.ask(environment=proxy))
        self.assert_tunnelled(self.open_proxy)
        for words, more in ((), {"no_proxy": "example.com,.contoso.com"}), (("--proxy", "none"), {}):
            with self.subTest(words=words, more=more):
                self.assert_got(self.ask(*words, environment={**proxy, **more}))
                self.assertEqual(self.open_proxy.requests(), [])
                self.assert_schemes(self.nginx, ["Basic"])

    def test_asks_http_of_the_proxy(self):
        done = self.likeness.get("--url", "http://mail.contoso.com", environment={
            "http_proxy": self.address(self.open_proxy)})
        self.assert_got(done)
        [request] = self.open_proxy.requests()
        self.assertEqual((request.method, request.authorization), ("GET", "-"))
        self.assert_schemes(self.nginx, ["-"])

    def test_signs_in_to_the_proxy_that_wants_it(self):
        self.assert_got(self.ask("--proxy", self.address(self.closed_proxy, f"hope:{PROXY_PASSWORD}@")))
        # Neither is told what is for the other.
        self.assertEqual([request.authorization for request in self.closed_proxy.requests() if request.status == "200"],
                         ["-"])
        self.assert_schemes(self.nginx, ["Basic"])

    def test_tells_the_proxys_refusal_from_the_servers(self):
        for user in "", "hope:wrong@", f"hope:{PROXY_PASSWORD}x@":
            for url in "https://mail.contoso.com", "http://mail.contoso.com":
                with self.subTest(user, url=url):
                    words = ("--user", HOPE) if url.startswith("https") else ()
                    done = self.likeness.get("--url", url, *words, "--proxy", self.address(self.closed_proxy, user),
                                             *(leads_to(self.nginx.port) if words else ()),
                                             environment={"LIKENESS_PASSWORD": "secret"})
                    self.assert_ends(done, NETWORK)
                    self.assertIn("the proxy wants a sign-in of its own (407)", done.stderr)
                    self.assert_secret(done)
                    self.assertNotIn("wrong", done.stderr)
        self.assertEqual(self.nginx.requests(), [])
        self.closed_proxy.requests()
        done = self.ask("--proxy", self.address(self.closed_proxy, f"hope:{PROXY_PASSWORD}@"),
                        url="https://mail.contoso.com/401/EWS/Exchange.asmx")
        self.assert_ends(done, SIGN_IN)
        self.assertIn("mail.contoso.com refuses the user name or the password (401, Basic)", done.stderr)
        self.assert_secret(done)
        self.nginx.requests()

    def test_says_that_the_proxy_does_not_connect(self):
        done = self.ask("--proxy", self.address(self.denying_proxy))
        self.assert_ends(done, NETWORK)
        self.assertIn("the proxy makes no connection to mail.contoso.com (403)", done.stderr)

    def test_says_nothing_of_a_password_in_an_address_that_it_cannot_use(self):
        nobody = f"127.0.0.1:{peer_server.free_port()}"
        for proxy, code in ((f"gopher://hope:{PROXY_PASSWORD}@127.0.0.1:1", USAGE),
                            (f"http://hope:{PROXY_PASSWORD}@127.0.0.1:port", USAGE),
                            (f"http://hope:{PROXY_PASSWORD}@{nobody}", NETWORK)):
            with self.subTest(proxy):
                for words, environment in (("--proxy", proxy), {}), ((), {"https_proxy": proxy}):
                    done = self.ask(*words, environment=environment)
                    self.assert_ends(done, code)
                    self.assert_secret(done)


if __name__ == "__main__":
    peer_test.main(apache_server.missing("proxy_connect"), nginx_server.missing())
