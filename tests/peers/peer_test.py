"""What the tests of this folder stand on: a folder, an authority, and the program."""

import pathlib
import sys
import tempfile
import unittest

import certificates
import likeness_program
import peer_server

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else None


class PeerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="likeness-peers-")))
        peer_server.let_everybody_read(cls.folder)
        cls.authority = certificates.Authority(cls.folder)
        home = cls.folder / "home"
        home.mkdir()
        cls.likeness = likeness_program.Likeness(PROGRAM, home, cls.authority.file)

    def assert_ends(self, done, code):
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)

    def assert_got(self, done):
        self.assert_ends(done, likeness_program.OK)
        self.assertEqual(self.likeness.got(), likeness_program.PICTURE)

    def assert_schemes(self, server, expected):
        """How the server was signed in to, a word a request."""
        self.assertEqual([request.scheme for request in server.requests()], expected, server.output())


def main(*reasons):
    """In: why the tests cannot be run, or None, a word a thing they need."""
    for reason in filter(None, reasons):
        print("skipped: " + reason)
        sys.exit(0)
    unittest.main(verbosity=2)
