#!/usr/bin/python3
"""Apache hands tokens to a program that takes one of them, and refuses the others as Exchange does.

usage: bearer_test.py LIKENESS
"""

import apache_server
import peer_test
from likeness_program import PICTURE, SIGN_IN, USAGE, leads_to

GOOD = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJtYWlsIn0.c2lnbmVk"
OLD = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJtYWlsIn0.ZXhwaXJlZA"
AUTHORIZATION_URI = "https://login.windows.net/common/oauth2/authorize?a=b,c"
SERVER = f"""#!/bin/sh
if [ "$HTTP_AUTHORIZATION" = "Bearer {GOOD}" ]; then
    printf 'Content-Type: image/jpeg\\r\\n\\r\\n'
    exec cat "$(dirname "$0")/picture"
fi
[ -z "$HTTP_AUTHORIZATION" ] || error=', error="invalid_token", error_description="The token has expired, or so."'
printf 'Status: 401\\r\\n'
printf 'WWW-Authenticate: Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="a@contoso,b@*",'
printf ' token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="{AUTHORIZATION_URI}"%s\\r\\n' \
    "$error"
printf 'WWW-Authenticate: Basic realm=""\\r\\nx-ms-diagnostics: 2000000;reason="expired"\\r\\n\\r\\n'
"""
# Gives the old token the first time, and keeps count.
COMMAND = """#!/bin/sh
echo asked >>asked
[ -e had ] && echo {second} || { touch had; echo {first}; }
"""


class Bearer(peer_test.PeerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.apache = apache_server.Apache(cls.folder, cls.authority.certificate(), """
            <Location /EWS>
            CGIPassAuth On
            </Location>
            """)
        (cls.apache.folder / "picture").write_bytes(PICTURE)
        cls.apache.write_program("photo", SERVER)
        cls.enterClassContext(cls.apache)

    def setUp(self):
        self.apache.requests()

    def ask(self, *words):
        return self.likeness.get("--url", "https://mail.contoso.com", *leads_to(self.apache.port), *words)

    def ask_by_command(self, first, second):
        for name in "asked", "had":
            (self.likeness.folder / name).unlink(missing_ok=True)
        command = self.likeness.folder / "command"
        command.write_text(COMMAND.replace("{first}", first).replace("{second}", second))
        return self.ask("--auth", "bearer", "--token-command", f"sh {command}")

    def times_asked(self):
        return (self.likeness.folder / "asked").read_text().count("asked")

    def assert_tokens(self, *expected):
        self.assertEqual([request.authorization for request in self.apache.requests()],
                         [f"Bearer {token}" if token else "-" for token in expected])

    def test_sends_the_token_of_a_file(self):
        file = self.likeness.folder / "token"
        file.write_text(GOOD + "\n")
        self.assert_got(self.ask("--token-file", file))
        self.assert_tokens(None, GOOD)
        self.assert_got(self.ask("--auth", "bearer", "--token-file", file))
        self.assert_tokens(GOOD)

    def test_asks_the_command_once_more_where_the_token_is_refused(self):
        self.assert_got(self.ask_by_command(OLD, GOOD))
        self.assertEqual(self.times_asked(), 2)
        self.assert_tokens(OLD, GOOD)

    def test_asks_it_no_third_time(self):
        done = self.ask_by_command(OLD, OLD + "2")
        self.assert_ends(done, SIGN_IN)
        self.assertEqual(self.times_asked(), 2)
        self.assert_tokens(OLD, OLD + "2")
        self.assertIn("refuses the token (401, Bearer): invalid_token: The token has expired, or so.", done.stderr)
        self.assertNotIn(OLD, done.stderr)

    def test_does_not_send_the_same_token_again(self):
        self.assert_ends(self.ask_by_command(OLD, OLD), SIGN_IN)
        self.assertEqual(self.times_asked(), 2)
        self.assert_tokens(OLD)

    def test_never_follows_with_the_password(self):
        file = self.likeness.folder / "token"
        file.write_text(OLD + "\n")
        self.assert_ends(self.ask("--auth", "bearer", "--token-file", file, "--user", "hope@contoso.com"), SIGN_IN)
        self.assert_tokens(OLD)

    def test_names_where_tokens_come_from(self):
        done = self.ask("--auth", "negotiate,ntlm")
        self.assert_ends(done, SIGN_IN)
        self.assertIn(f": Bearer (tokens from {AUTHORIZATION_URI}), Basic\n", done.stderr)
        self.assert_tokens(None)

    def test_sends_nothing_that_is_no_token(self):
        file = self.likeness.folder / "token"
        file.write_text("two words\n")
        done = self.ask("--auth", "bearer", "--token-file", file)
        self.assert_ends(done, USAGE)
        self.assertNotIn("two words", done.stderr)
        self.assert_tokens()


if __name__ == "__main__":
    peer_test.main(apache_server.missing())
