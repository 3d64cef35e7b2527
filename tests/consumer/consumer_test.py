#!/usr/bin/python3
"""A program of somebody else's builds against likeness as it is installed, and talks to a server: the examples.

They are built by find_package against the shared library and the static one, and one of them by pkg-config; each is run
against a server of ours. Of the shared library no name is visible but those of the public API.

usage: consumer_test.py BUILD LIKENESS CXX [FLAGS]
"""

import base64
import os
import pathlib
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "clients"))
import likeness_server  # noqa: E402

BUILD, LIKENESS, CXX = sys.argv[1:4]
FLAGS = sys.argv[4] if len(sys.argv) > 4 else ""
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
SADIE, HOPE = "sadie@contoso.com", "hope@contoso.com"


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Server(likeness_server.Server):
    """Without TLS, on this machine alone: the examples trust the system's authorities and no others."""

    def start(self):
        self.process = subprocess.Popen([self.program, "serve", "--data", self.data, "--listen", "http://127.0.0.1:0"],
                                        stdout=subprocess.PIPE, text=True)
        self.url = "http://127.0.0.1:" + self.process.stdout.readline().partition("127.0.0.1:")[2].split("/")[0].strip()


class Proxy:
    """Carries connections to port 443 of contoso.com's names to a server of ours, and nothing else anywhere."""

    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096) or b"\r\n\r\n"
            if head.split(b" ")[:2] not in [[b"CONNECT", f"{name}:443".encode()] for name in likeness_server.NAMES]:
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            with socket.create_connection(self.target) as server:
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=self.carry, args=(server, client))
                back.start()
                self.carry(client, server)
                back.join()

    @staticmethod
    def carry(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # Either end is gone: so is the other.

    def stop(self):
        self.listener.close()


def card(name, picture=None):
    """A vCard of a contact of this name."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", "N:{1};{0};;;".format(*name.split())]
    if picture:
        lines.append("PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(picture.read_bytes()).decode())
    return "\r\n".join([*lines, "END:VCARD", ""])


class Consumer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="likeness-consumer-")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.prefix = cls.folder / "prefix"
        run("cmake", "--install", BUILD, "--prefix", cls.prefix, "--component", "library")
        cls.has_shared = any(cls.prefix.rglob("liblikeness.so"))
        cls.server = Server(LIKENESS, cls.folder)
        cls.server.add_people()
        cards = cls.folder / "cards.vcf"
        cards.write_text(card("Hope Gross", likeness_server.PICTURES / "hope.jpg") + card("Sadie Daniels"))
        cls.server.admin("contacts", "import", SADIE, cards)
        cls.server.start()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.temporary.cleanup()

    def environment(self):
        libraries = next(self.prefix.rglob("liblikeness.a")).parent
        return dict(os.environ, LD_LIBRARY_PATH=str(libraries), PKG_CONFIG_PATH=str(libraries / "pkgconfig"))

    def build_with_cmake(self, component):
        folder = self.folder / f"examples-{component or 'shared'}"
        run("cmake", "-S", EXAMPLES, "-B", folder, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}",
            f"-DCMAKE_CXX_COMPILER={CXX}", f"-DCMAKE_CXX_FLAGS={FLAGS}", f"-DLIKENESS_COMPONENT={component}",
            "-DCMAKE_CXX_STANDARD=20", "-DCMAKE_CXX_EXTENSIONS=OFF")
        run("cmake", "--build", folder)
        return folder

    def example(self, program, user, *words):
        return run(program, self.server.url, user, likeness_server.PASSWORD, *words, env=self.environment())

    def check_examples(self, programs, name):
        pictures = self.folder / f"pictures-{name}"
        pictures.mkdir()
        photo = pictures / "Sadie.jpg"
        said = self.example(programs / "get_user_photo", SADIE, SADIE, photo)
        self.assertEqual(said, f"{photo.stat().st_size} bytes, unchanged\n")
        self.assertTrue(photo.read_bytes().startswith(b"\xff\xd8\xff"))
        picture = likeness_server.PICTURES / "sadie.jpg"
        self.assertEqual(self.example(programs / "set_user_photo", SADIE, SADIE, picture), "stored\n")
        said = self.example(programs / "resolve_name", SADIE, "hope", pictures)
        self.assertIn(f"Hope Gross <{HOPE}>\n", said)
        self.assertTrue((pictures / "Hope Gross.jpg").read_bytes().startswith(b"\xff\xd8\xff"))
        self.check_contact_examples(programs, pictures / "contacts")

    def check_contact_examples(self, programs, pictures):
        pictures.mkdir()
        hope = (likeness_server.PICTURES / "hope.jpg").read_bytes()
        ids = self.list_contacts(programs, pictures)
        self.assertEqual(sorted(ids), ["Hope Gross", "Sadie Daniels"])
        self.assertEqual([file.read_bytes() for file in pictures.iterdir()], [hope])

        said = self.example(programs / "get_contact_photo", SADIE, ids["Hope Gross"], pictures)
        self.assertEqual(said, f'Hope Gross: "{pictures}/ContactPicture.jpg"\n')
        self.assertEqual((pictures / "ContactPicture.jpg").read_bytes(), hope)

        sadie = likeness_server.PICTURES / "sadie.jpg"
        setting = [programs / "set_contact_photo", SADIE, ids["Sadie Daniels"]]
        self.assertEqual(self.example(*setting, sadie), "stored\n")
        said = self.example(programs / "batches", SADIE, pictures, "hope", "nobody at all")
        self.assertTrue(said.startswith("hope: "), said)
        self.assertIn("nobody at all: 0 found\n", said)
        self.assertEqual({(pictures / "0.jpg").read_bytes(), (pictures / "1.jpg").read_bytes()},
                         {hope, sadie.read_bytes()})
        self.assertEqual(self.example(*setting), "removed\n")
        self.assertEqual(self.example(*setting), "there was none\n")

    def list_contacts(self, programs, pictures):
        said = self.example(programs / "list_contact_photos", SADIE, pictures)
        return dict(line.split("\t") for line in said.splitlines() if "\t" in line)

    def test_finds_the_static_library_by_cmake(self):
        self.check_examples(self.build_with_cmake("static"), "static")

    def test_finds_the_shared_library_by_cmake(self):
        if not self.has_shared:
            self.skipTest("the shared library is not built here")
        self.check_examples(self.build_with_cmake(""), "shared")

    def test_finds_it_by_pkg_config(self):
        static = [] if self.has_shared else ["--static"]
        words = shlex.split(run("pkg-config", "--cflags", "--libs", *static, "likeness", env=self.environment()))
        program = self.folder / "get_user_photo"
        run(CXX, "-std=c++20", *shlex.split(FLAGS), EXAMPLES / "get_user_photo.cpp", "-o", program, *words)
        said = self.example(program, SADIE, SADIE, self.folder / "by-pkg-config.jpg")
        self.assertIn(" bytes, ", said)

    def test_finds_the_server_of_an_address_by_itself(self):
        programs = self.build_with_cmake("static")
        with likeness_server.running(LIKENESS) as server:
            proxy = Proxy(server.port)
            self.addCleanup(proxy.stop)
            photo = self.folder / "found.jpg"
            said = run(programs / "discover_and_get_photo", photo,
                       env=dict(self.environment(), LIKENESS_EMAIL=SADIE, LIKENESS_PASSWORD=likeness_server.PASSWORD,
                                LIKENESS_CA_FILE=str(server.certificate), all_proxy=proxy.url, http_proxy=proxy.url,
                                https_proxy=proxy.url, no_proxy=""))
            self.assertEqual(said, "https://mail.contoso.com/EWS/Exchange.asmx\n")
            self.assertTrue(photo.read_bytes().startswith(b"\xff\xd8\xff"))

    def test_hides_all_names_but_those_of_the_api(self):
        if not self.has_shared:
            self.skipTest("the shared library is not built here")
        library = next(self.prefix.rglob("liblikeness.so"))
        names = run("nm", "--dynamic", "--defined-only", "--extern-only", "--demangle", "--no-weak", library)
        functions = [line.split(" ", 2)[2] for line in names.splitlines() if " T " in line]
        self.assertTrue(any("Client::get_user_photo" in name for name in functions), names)
        for name in functions:
            self.assertRegex(name, r"^likeness::exchange::")
        soname = run("objdump", "-p", library)
        self.assertRegex(soname, r"SONAME\s+liblikeness\.so\.\d+\.\d+\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
