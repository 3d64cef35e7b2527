#!/usr/bin/python3
"""exchangelib, unmodified, against likeness: it finds the server, signs in, learns the version and walks the folders.

usage: exchangelib_test.py LIKENESS
"""

import os
import pathlib
import sys
import tempfile
import unittest

import likeness_server

import exchangelib
from exchangelib import Account, Configuration, Credentials
from exchangelib.errors import (AutoDiscoverFailed, ErrorFolderNotFound, ErrorInvalidIdMalformed,
                                ErrorNameResolutionNoResults, ErrorNonExistentMailbox, UnauthorizedError)
from exchangelib.folders import Contacts, Directory, FolderCollection
from exchangelib.properties import EWS_ID, HEX_ENTRY_ID, AlternateId

EWS_URL = "https://mail.contoso.com/EWS/Exchange.asmx"
SADIE = "sadie@contoso.com"


class Exchangelib(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.account = Account(SADIE, credentials=Credentials(SADIE, likeness_server.PASSWORD), autodiscover=True)

    def test_finds_the_server_by_both_kinds_of_autodiscover(self):
        for kind in "pox", "soap":
            with self.subTest(kind):
                exchangelib.autodiscover.clear_cache()
                account = Account(SADIE, credentials=Credentials(SADIE, likeness_server.PASSWORD), autodiscover=kind)
                self.assertEqual(account.protocol.service_endpoint, EWS_URL)
                self.assertEqual(account.primary_smtp_address, SADIE)

    def test_is_told_by_autodiscover_that_nobody_has_an_address(self):
        exchangelib.autodiscover.clear_cache()
        with self.assertRaises((AutoDiscoverFailed, ErrorNonExistentMailbox)):
            Account("nobody@contoso.com", credentials=Credentials(SADIE, likeness_server.PASSWORD), autodiscover=True)

    def test_connects_without_autodiscover_and_learns_the_version(self):
        config = Configuration(service_endpoint=EWS_URL,
                               credentials=Credentials(SADIE, likeness_server.PASSWORD))
        account = Account(SADIE, config=config, autodiscover=False)
        self.assertEqual(str(account.version.build), "15.1.2507.0")
        self.assertEqual(account.version.api_version, "Exchange2016")

    def test_is_told_that_a_password_is_wrong(self):
        config = Configuration(service_endpoint=EWS_URL, auth_type=exchangelib.BASIC,
                               credentials=Credentials(SADIE, "wrong"))
        with self.assertRaises(UnauthorizedError):
            Account(SADIE, config=config, autodiscover=False).root.refresh()

    def test_walks_all_folders(self):
        names = {folder.name for folder in self.account.root.walk()}
        self.assertLessEqual({"Top of Information Store", "Inbox", "Contacts", "Calendar", "Sent Items"}, names)
        self.assertIn("Contacts", self.account.root.tree())

    def test_knows_the_well_known_folders(self):
        self.assertIsInstance(self.account.contacts, Contacts)
        self.assertEqual(self.account.contacts.folder_class, "IPF.Contact")
        self.assertEqual(self.account.inbox.total_count, 0)
        self.assertEqual(self.account.inbox.parent.id, self.account.msg_folder_root.id)
        self.assertEqual((self.account.root / "Top of Information Store" / "Inbox").id, self.account.inbox.id)

    def test_finds_folders_by_name(self):
        found = list(self.account.msg_folder_root.glob("Dra*"))
        self.assertEqual([folder.name for folder in found], ["Drafts"])
        with self.assertRaises(ErrorFolderNotFound):
            self.account.msg_folder_root / "No such folder"

    def test_synchronizes_the_hierarchy_once_and_then_hears_of_nothing(self):
        root = self.account.root
        first = list(root.sync_hierarchy())
        self.assertIn("Inbox", [folder.name for change, folder in first])
        self.assertEqual(list(root.sync_hierarchy()), [])

    def test_converts_ids(self):
        inbox = self.account.inbox
        protocol = self.account.protocol
        as_hex = list(protocol.convert_ids(
            [AlternateId(id=inbox.id, format=EWS_ID, mailbox=SADIE)], destination_format=HEX_ENTRY_ID))
        self.assertEqual(as_hex[0].mailbox, SADIE)
        again = list(protocol.convert_ids(as_hex, destination_format=EWS_ID))
        self.assertEqual(again[0].id, inbox.id)
        refused = list(protocol.convert_ids(
            [AlternateId(id="AAMk", format=EWS_ID, mailbox=SADIE)], destination_format=EWS_ID))
        self.assertIsInstance(refused[0], ErrorInvalidIdMalformed)

    def test_resolves_names(self):
        resolve = self.account.protocol.resolve_names
        self.assertEqual([mailbox.email_address for mailbox in resolve(["sad"])], [SADIE])
        self.assertEqual([mailbox.name for mailbox in resolve(["smtp:hope"])], ["Hope Gross"])
        self.assertEqual({type(found) for found in resolve(["nobody"])}, {ErrorNameResolutionNoResults})

    def test_is_told_all_of_whom_a_name_resolves_to(self):
        [(mailbox, contact)] = self.account.protocol.resolve_names(
            ["sadie"], return_full_contact_data=True, search_scope="ActiveDirectory", shape="AllProperties")
        self.assertEqual((mailbox.name, mailbox.mailbox_type, mailbox.routing_type),
                         ("Sadie Daniels", "Mailbox", "SMTP"))
        self.assertEqual(contact.display_name, "Sadie Daniels")
        self.assertEqual(contact.contact_source, "ActiveDirectory")
        self.assertEqual(contact.email_addresses[0].email, "SMTP:" + SADIE)
        self.assertTrue(contact.has_picture)
        self.assertEqual(contact.photo[:2], b"\xff\xd8")
        self.assertRegex(contact.directory_id, "^<GUID=[0-9a-f-]{36}>$")

    def test_searches_people(self):
        self.assertEqual(list(self.account.contacts.people()), [])
        folder = Directory(root=self.account.root, is_distinguished=True)
        directory = FolderCollection(account=self.account, folders=[folder])
        found = list(directory.people().filter("sadie").order_by("display_name"))
        self.assertEqual([persona.display_name for persona in found], ["Sadie Daniels"])
        [shown] = list(exchangelib.services.GetPersona(account=self.account).call(personas=found))
        self.assertEqual(shown.email_address.email_address, SADIE)

    def test_expands_a_group(self):
        members = self.account.protocol.expand_dl(likeness_server.GROUP)
        self.assertEqual({(mailbox.name, mailbox.email_address) for mailbox in members},
                         {(name, address) for address, name in likeness_server.PEOPLE.items()})

    def test_is_told_what_is_no_group(self):
        for address in SADIE, "nobody@contoso.com":
            with self.assertRaises(ErrorNameResolutionNoResults):
                self.account.protocol.expand_dl(address)


if __name__ == "__main__":
    program = sys.argv.pop(1)
    # exchangelib keeps what it discovers in a file of the temporary folder: not in everybody's.
    with tempfile.TemporaryDirectory(prefix="exchangelib-") as folder, likeness_server.running(program) as server:
        exchangelib.autodiscover.cache.AUTODISCOVER_PERSISTENT_STORAGE = pathlib.Path(folder, "discovered")
        os.environ["REQUESTS_CA_BUNDLE"] = str(server.certificate)
        likeness_server.reach_by_name(server)
        outcome = unittest.main(exit=False, verbosity=2).result
    sys.exit(not outcome.wasSuccessful())
