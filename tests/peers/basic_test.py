#!/usr/bin/python3
"""Apache asks for Basic, beside other schemes and alone.

usage: basic_test.py LIKENESS
"""

import apache_server
import peer_test
from likeness_program import PICTURE, SIGN_IN, SOAP_ANSWER, leads_to

# The forms of user names, and passwords that are not all ASCII.
PEOPLE = {"hope@contoso.com": "correct horse", "CONTOSO\\hope": "two: colons: here", "hope": "pässwörd €5 日本",
          "sadie@contoso.com": " spaces around "}
BEARER = 'Bearer client_id=\\"0002\\", trusted_issuers=\\"a@contoso,b@*\\", authorization_uri=\\"https://x/?a=b,c\\"'


class Basic(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.apache = cls.serve("")
        # What it offers beside Basic it does not speak; some of it is in one line.
        cls.lines = cls.serve(offering("Negotiate", "NTLM", BEARER))
        cls.joined = cls.serve(offering(f'Negotiate, {BEARER}, NTLM, Digest realm=\\"a, Basic b\\", nonce=x'))

    @classmethod
    def serve(cls, more):
        users = cls.folder / "users"
        if not users.exists():
            users.write_text("".join(apache_server.user_line(*person) for person in PEOPLE.items()))
        apache = apache_server.Apache(cls.folder, cls.authority.certificate(), f"""
            <Location /EWS>
            AuthType Basic
            AuthName "contoso"
            AuthUserFile {users}
            Require valid-user
            </Location>
            {more}""", ["auth_basic", "authn_file"])
        apache.answer_with("photo", PICTURE, "Content-Type: image/jpeg", 'ETag: "A1"')
        apache.answer_with("soap", SOAP_ANSWER, "Content-Type: text/xml; charset=utf-8")
        return cls.enterClassContext(apache)

    def setUp(self):
        self.apache.requests()
        self.lines.requests()
        self.joined.requests()

    def ask(self, apache, user, password, *words):
        return self.likeness.get("--url", "https://mail.contoso.com", *leads_to(apache.port), "--user", user, *words,
                                 environment={"LIKENESS_PASSWORD": password})

    def test_lets_every_form_of_user_in_with_every_password(self):
        for user, password in PEOPLE.items():
            with self.subTest(user):
                self.assert_got(self.ask(self.apache, user, password))
                self.assert_schemes(self.apache, ["-", "Basic"])

    def test_is_sent_at_once_where_only_basic_may_be_used(self):
        self.assert_got(self.ask(self.apache, "hope", PEOPLE["hope"], "--auth", "basic"))
        self.assert_schemes(self.apache, ["Basic"])

    def test_comes_with_a_body_after_a_question_without_one(self):
        self.assert_got(self.ask(self.apache, "hope", PEOPLE["hope"], "--soap"))
        first, second = self.apache.requests()
        self.assertEqual((first.method, first.scheme, first.status), ("POST", "-", "401"))
        self.assertEqual((second.method, second.scheme, second.status), ("POST", "Basic", "200"))
        self.assertEqual(first.connection, second.connection)
        self.assertEqual({first.expect, second.expect}, {"-"})
        self.assertIn(b"sadie@contoso.com", (self.apache.folder / "soap.sent").read_bytes())

    def test_tries_a_wrong_password_once(self):
        for words, password in ((), "wrong"), (("--soap",), PEOPLE["hope"] + " "):
            with self.subTest(password, words=words):
                done = self.ask(self.apache, "hope", password, *words)
                self.assert_ends(done, SIGN_IN)
                self.assertIsNone(self.likeness.got())
                self.assertIn("refuses the user name or the password (401, Basic)", done.stderr)
                self.assertNotIn(password, done.stderr)
                self.assert_schemes(self.apache, ["-", "Basic"])

    def test_is_found_among_others(self):
        for name in "lines", "joined":
            with self.subTest(name):
                apache = getattr(self, name)
                self.assert_got(self.ask(apache, "hope", PEOPLE["hope"], "--auth", "bearer,basic"))
                self.assert_schemes(apache, ["-", "Basic"])

    def test_does_not_follow_a_refused_other_one(self):
        self.assert_ends(self.ask(self.joined, "hope@contoso.com", PEOPLE["hope@contoso.com"]), SIGN_IN)
        self.assertEqual({request.scheme for request in self.joined.requests()}, {"-", "NTLM"})

    def test_says_that_a_sign_in_is_wanted_to_who_gives_none(self):
        done = self.likeness.get("--url", "https://mail.contoso.com", *leads_to(self.apache.port))
        self.assert_ends(done, SIGN_IN)
        self.assertIn("wants a sign-in (401)", done.stderr)
        self.assert_schemes(self.apache, ["-"])


def offering(*lines):
    return "\n".join(
        f'Header always add WWW-Authenticate "{line}" "expr=%{{REQUEST_STATUS}} == 401"' for line in lines)


if __name__ == "__main__":
    peer_test.main(apache_server.missing("auth_basic"))
