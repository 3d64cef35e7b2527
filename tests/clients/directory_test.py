#!/usr/bin/python3
"""A company's OpenLDAP behind likeness: unmodified clients sign in, resolve names and see pictures of the people there.

usage: directory_test.py LIKENESS
"""

import base64
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

import likeness_server
import slapd_server

from exchangelib import Account, Configuration, Credentials
from exchangelib.protocol import CachingProtocol
from exchangelib.errors import ErrorNameResolutionNoResults

PICTURE = (likeness_server.PICTURES / "sadie.jpg").read_bytes()
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else None
PATIENCE_SECONDS = 30


def wait_until(holds):
    for _ in range(PATIENCE_SECONDS * 20):
        if holds():
            return True
        time.sleep(0.05)
    return False


class Server(likeness_server.Server):
    """One that takes its people from slapd."""

    def configure(self, slapd, mode="mirror"):
        (self.folder / "ldap-password").write_text(slapd_server.PASSWORD + "\n")
        self.config = self.folder / "likeness.toml"
        self.config.write_text(f"""data = "{self.data}"
[[directory]]
name = "contoso"
url = "{slapd.url}"
base = "{slapd_server.BASE}"
bind_dn = "{slapd_server.ADMIN}"
bind_password_file = "ldap-password"
mode = "{mode}"
poll_seconds = 1
""")

    def run(self, *words):
        return subprocess.run([self.program, *words, "--config", self.config], text=True, capture_output=True)

    def start(self):
        os.environ["LIKENESS_CONFIG"] = str(self.config)
        super().start()

    def picture(self, email, size="HR240x240", user="sadie@contoso.com", password=slapd_server.PASSWORD):
        """The status and the bytes of the photo URL."""
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}/EWS/Exchange.asmx/s/GetUserPhoto?email={email}&size={size}")
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
        context = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(request, context=context) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def names(self, text, **more):
        config = Configuration(service_endpoint=f"https://mail.contoso.com/EWS/Exchange.asmx",
                               credentials=Credentials("sadie@contoso.com", slapd_server.PASSWORD))
        account = Account("sadie@contoso.com", config=config, autodiscover=False)
        found = account.protocol.resolve_names([text], **more)
        return [one for one in found if not isinstance(one, ErrorNameResolutionNoResults)]


class Directory(unittest.TestCase):
    mode = "mirror"

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="likeness-directory-"))
        cls.slapd = cls.enterClassContext(slapd_server.running())
        cls.slapd.add(slapd_server.person("sadie", "Sadie", "Daniels", PICTURE,
                                          "departmentNumber: 7\ntelephoneNumber: +1 425 555 0100\n")
                      + slapd_server.person("hope", "Hope", "Gross", None,
                                            f"manager: uid=sadie,{slapd_server.BASE}\n"))
        cls.server = Server(PROGRAM, cls.folder)
        cls.server.make_certificate()
        cls.server.configure(cls.slapd, cls.mode)
        cls.server.start()
        cls.addClassCleanup(cls.server.stop)
        likeness_server.reach_by_name(cls.server)
        os.environ["REQUESTS_CA_BUNDLE"] = str(cls.server.certificate)
        CachingProtocol.clear_cache()  # Of the server before this one.

    def test_1_shows_the_directorys_picture(self):
        self.assertTrue(wait_until(lambda: self.server.picture("sadie@contoso.com")[0] == 200))
        self.assertEqual(self.server.picture("sadie@contoso.com"), (200, PICTURE))
        self.assertEqual(self.server.picture("SADIE@contoso.com", "HR48x48"), (200, PICTURE))
        self.assertEqual(self.server.picture("hope@contoso.com")[0], 404)

    def test_2_lets_people_in_by_their_password_there_alone(self):
        self.assertEqual(self.server.picture("sadie@contoso.com", user="hope@contoso.com")[0], 200)
        self.assertEqual(self.server.picture("sadie@contoso.com", user="hope")[0], 200)
        for user, password in ("hope@contoso.com", "wrong"), ("hope@contoso.com", ""), ("nobody@contoso.com", "x"), \
                (f"uid=hope,{slapd_server.BASE}", slapd_server.PASSWORD), ("*", slapd_server.PASSWORD):
            with self.subTest(user):
                self.assertEqual(self.server.picture("sadie@contoso.com", user=user, password=password)[0], 401)

    def test_3_resolves_names_with_pictures(self):
        (mailbox, contact), = self.server.names("dan", return_full_contact_data=True, shape="AllProperties")
        self.assertEqual((mailbox.name, mailbox.email_address), ("Sadie Daniels", "sadie@contoso.com"))
        self.assertEqual((contact.given_name, contact.surname), ("Sadie", "Daniels"))
        self.assertEqual(contact.photo, PICTURE)
        mailbox, = self.server.names("gross hop")
        self.assertEqual(mailbox.email_address, "hope@contoso.com")

    def test_4_tells_the_operator(self):
        checked = self.server.run("admin", "directory", "check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertIn("1 of 2 have a thumbnail", checked.stdout)
        shown = self.server.run("admin", "directory", "show", "sadie@contoso.com", "--json")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(json.loads(shown.stdout)["source"], "contoso")
        self.assertEqual(json.loads(shown.stdout)["thumbnail"]["bytes"], len(PICTURE))

    def test_5_takes_a_photo_of_somebody_there(self):
        set_photo = self.server.run("admin", "photo", "set", "hope@contoso.com",
                                    str(likeness_server.PICTURES / "hope.jpg"))
        self.assertEqual(set_photo.returncode, 0, set_photo.stderr)
        self.assertTrue(wait_until(lambda: self.server.picture("hope@contoso.com")[0] == 200))
        self.assertEqual(self.server.picture("sadie@contoso.com", "HR48x48"), (200, PICTURE))


class Mirror(Directory):
    def test_6_notices_changes(self):
        self.slapd.change(f"dn: uid=hope,{slapd_server.BASE}\nchangetype: modify\nreplace: displayName\n"
                          "displayName: Hope Smith\n")
        self.assertTrue(wait_until(
            lambda: [mailbox.name for mailbox in self.server.names("hope sm")] == ["Hope Smith"]))

    def test_7_goes_on_while_the_directory_is_away(self):
        self.slapd.stop()
        try:
            self.assertEqual(self.server.picture("sadie@contoso.com"), (200, PICTURE))
            self.assertEqual([mailbox.name for mailbox in self.server.names("sad")], ["Sadie Daniels"])
        finally:
            self.slapd.start()
        self.slapd.change(f"dn: uid=hope,{slapd_server.BASE}\nchangetype: delete\n")
        self.assertTrue(wait_until(lambda: not self.server.names("hope")))

    def test_8_synchronizes_by_hand(self):
        done = self.server.run("admin", "directory", "sync", "--full")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("contoso: 1 people read, 0 removed", done.stdout)

    def test_9_forgets_a_directory_that_is_no_longer_configured(self):
        forget = ("admin", "directory", "forget", "contoso")
        self.assertEqual(self.server.run(*forget).returncode, 1)  # It is in use.
        self.assertEqual(self.server.picture("sadie@contoso.com"), (200, PICTURE))
        without = self.server.folder / "without.toml"
        without.write_text(f'data = "{self.server.data}"\n')
        done = subprocess.run([PROGRAM, *forget, "--config", without], text=True, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, "contoso: 1 people removed\n"), done.stderr)
        again = subprocess.run([PROGRAM, *forget, "--config", without], text=True, capture_output=True)
        self.assertEqual(again.returncode, 3, again.stderr)


class Live(Directory):
    mode = "live"

    def test_6_asks_each_time(self):
        self.slapd.change(f"dn: uid=hope,{slapd_server.BASE}\nchangetype: modify\nreplace: displayName\n"
                          "displayName: Hope Smith\n")
        self.assertEqual([mailbox.name for mailbox in self.server.names("hope")], ["Hope Smith"])
        self.slapd.change(f"dn: uid=hope,{slapd_server.BASE}\nchangetype: delete\n")
        self.assertFalse(self.server.names("hope"))

    def test_7_does_not_take_silence_for_nobody(self):
        self.slapd.stop()
        try:
            self.assertEqual(self.server.picture("nobody@contoso.com")[0], 503)
        finally:
            self.slapd.start()
        self.assertTrue(wait_until(lambda: self.server.picture("nobody@contoso.com")[0] == 404))


del Directory  # What both have in common is no test of its own.

if __name__ == "__main__":
    if not pathlib.Path("/usr/sbin/slapd").exists():
        print("skipped: slapd is not installed")
        sys.exit(0)
    unittest.main(verbosity=2, failfast=True)
