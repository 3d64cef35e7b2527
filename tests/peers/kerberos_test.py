#!/usr/bin/python3
"""Negotiate with Kerberos: tickets of a Samba AD, taken by Apache's mod_auth_gssapi.

usage: kerberos_test.py LIKENESS
"""

import apache_server
import kerberos_realm
import peer_server
import peer_test
from likeness_program import PICTURE, SIGN_IN, SOAP_ANSWER, leads_to

# The expired ticket's lifetime; it is waited for until the library says so.
MOMENT = "2s"


class Kerberos(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        realm_folder = cls.folder / "realm"
        realm_folder.mkdir()
        cls.realm = cls.enterClassContext(kerberos_realm.KerberosRealm(realm_folder))
        cls.apache = cls.serve()
        cls.ticket = cls.folder / "ticket"
        cls.realm.sign_in(cls.ticket)

    @classmethod
    def serve(cls):
        """A web server that takes tickets, or a password."""
        peer_server.let_everybody_read(cls.realm.folder)
        peer_server.give_to_server(cls.realm.keytab)
        apache = apache_server.Apache(cls.folder, cls.authority.certificate(), f"""
            <Location /EWS>
            AuthType GSSAPI
            AuthName "contoso"
            GssapiAllowedMech krb5
            GssapiCredStore keytab:{cls.realm.keytab}
            GssapiBasicAuth On
            Require valid-user
            </Location>
            """, ["auth_gssapi"], cls.realm.environment)
        apache.answer_with("photo", PICTURE, "Content-Type: image/jpeg", 'ETag: "A1"')
        apache.answer_with("soap", SOAP_ANSWER, "Content-Type: text/xml; charset=utf-8")
        return cls.enterClassContext(apache)

    def setUp(self):
        self.apache.requests()

    def ask(self, *words, ticket, host="mail.contoso.com", password=None):
        environment = {**self.realm.environment, "KRB5CCNAME": f"FILE:{ticket}"}
        if password:
            environment["LIKENESS_PASSWORD"] = password
        return self.likeness.get("--url", f"https://{host}", *leads_to(self.apache.port, host), *words,
                                 environment=environment)

    def test_signs_in_with_the_ticket_and_no_password(self):
        for words in (), ("--soap",):
            with self.subTest(words):
                self.assert_got(self.ask("--auth", "negotiate", *words, ticket=self.ticket))
                [request] = self.apache.requests()
                self.assertEqual((request.scheme, request.user), ("Negotiate", "hope@CONTOSO.COM"))

    def test_takes_the_ticket_before_anything_else(self):
        self.assert_got(self.ask("--auth", "negotiate,ntlm,basic", "--soap", ticket=self.ticket))
        self.assert_schemes(self.apache, ["-", "Negotiate"])

    def test_says_that_there_is_no_ticket(self):
        done = self.ask("--auth", "negotiate", ticket=self.folder / "none")
        self.assert_ends(done, SIGN_IN)
        self.assertIn("there is no Kerberos ticket for mail.contoso.com (401, Negotiate)", done.stderr)
        self.assertIn("No credentials were supplied", done.stderr)
        self.assert_schemes(self.apache, ["-"])

    def test_says_that_the_ticket_has_expired(self):
        expired = self.folder / "expired"
        self.realm.sign_in(expired, "-l", MOMENT)
        self.assertTrue(peer_server.wait_until(lambda: not self.realm.is_valid(expired)))
        done = self.ask("--auth", "negotiate", ticket=expired)
        self.assert_ends(done, SIGN_IN)
        self.assertIn("there is no Kerberos ticket for mail.contoso.com", done.stderr)
        self.assertIn("expired", done.stderr)
        self.assert_schemes(self.apache, ["-"])

    def test_says_that_the_realm_knows_no_such_server(self):
        done = self.ask("--auth", "negotiate", ticket=self.ticket, host="unknown.contoso.com")
        self.assert_ends(done, SIGN_IN)
        self.assertIn("there is no Kerberos ticket for unknown.contoso.com", done.stderr)
        self.assertIn("not found in Kerberos database", done.stderr)
        self.assert_schemes(self.apache, ["-"])

    def test_shows_a_ticket_once_to_a_server_that_cannot_read_it(self):
        done = self.ask("--auth", "negotiate", ticket=self.ticket, host="other.contoso.com")
        self.assert_ends(done, SIGN_IN)
        self.assertIn("other.contoso.com refuses the Kerberos ticket (401, Negotiate)", done.stderr)
        self.assert_schemes(self.apache, ["Negotiate"])

    def test_hands_over_no_password_that_was_not_given_for_it(self):
        done = self.ask("--user", "hope@contoso.com", "--auth", "negotiate", ticket=self.folder / "none",
                        password=kerberos_realm.PASSWORD)
        self.assert_ends(done, SIGN_IN)
        self.assert_schemes(self.apache, ["-"])

    def test_hands_over_the_password_that_was(self):
        for words in (), ("--auth", "negotiate,basic"):
            with self.subTest(words):
                self.assert_got(self.ask("--user", "hope", *words, ticket=self.folder / "none",
                                         password=kerberos_realm.PASSWORD))
                requests = self.apache.requests()
                self.assertEqual((requests[-1].scheme, requests[-1].user), ("Basic", "hope@CONTOSO.COM"))
                self.assertEqual({request.scheme for request in requests[:-1]}, {"-"})


if __name__ == "__main__":
    peer_test.main(apache_server.missing("auth_gssapi"), kerberos_realm.missing(),
                   None if kerberos_realm.missing() or kerberos_realm.enter_own_network()
                   else "a network namespace is not allowed here")
