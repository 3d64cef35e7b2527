#!/usr/bin/python3
"""exchangelib, unmodified, keeps contact folders in likeness: it makes and removes them, searches and follows what is in
them, looks for people there, and reaches those of somebody else.

usage: exchangelib_folders_test.py LIKENESS
"""

import os
import pathlib
import sys
import tempfile
import unittest

import likeness_server

import exchangelib
from exchangelib import Account, Configuration, Contact, Credentials, DistributionList
from exchangelib.errors import (ErrorAccessDenied, ErrorDeleteDistinguishedFolder, ErrorFolderExists,
                                ErrorFolderNotFound, ErrorImpersonateUserDenied, ErrorInvalidSyncStateData)
from exchangelib.folders import Contacts, SingleFolderQuerySet
from exchangelib.indexed_properties import EmailAddress
from exchangelib.properties import DistinguishedFolderId, Mailbox, Member

EWS_URL = "https://mail.contoso.com/EWS/Exchange.asmx"
SADIE, HOPE = likeness_server.PEOPLE
CONFIGURATION = f"""
[[impersonation]]
caller = "{SADIE}"
targets = ["{HOPE}"]
"""
server = None  # Set below.


def account_of(address, signed_in=None, access_type=exchangelib.DELEGATE):
    config = Configuration(service_endpoint=EWS_URL, auth_type=exchangelib.BASIC,
                           credentials=Credentials(signed_in or address, likeness_server.PASSWORD))
    return Account(address, config=config, autodiscover=False, access_type=access_type)


class Scene(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.account = account_of(SADIE)

    def setUp(self):
        self.folder = Contacts(parent=self.account.contacts, name=self.id().rpartition(".")[2]).save()
        self.addCleanup(self.folder.delete)

    def create(self, name, **fields):
        return Contact(account=self.account, folder=self.folder, display_name=name, file_as=name, **fields).save()


class Folders(Scene):
    def test_makes_a_folder_and_finds_it_again(self):
        found = account_of(SADIE).contacts / self.folder.name
        self.assertEqual(found.id, self.folder.id)
        self.assertIsInstance(found, Contacts)
        self.assertEqual(found.folder_class, "IPF.Contact")
        with self.assertRaises(ErrorFolderExists):
            Contacts(parent=self.account.contacts, name=self.folder.name.upper()).save()

    def test_renames_a_folder(self):
        before = self.folder.changekey
        self.folder.name += " renamed"
        self.folder.save()
        self.assertNotEqual(self.folder.changekey, before)
        found = account_of(SADIE).contacts / self.folder.name
        self.assertEqual(found.id, self.folder.id)

    def test_removes_a_folder_with_all_that_is_in_it(self):
        inner = Contacts(parent=self.folder, name="Inner").save()
        Contact(account=self.account, folder=inner, display_name="Anna").save()
        inner.delete()
        with self.assertRaises(ErrorFolderNotFound):
            account_of(SADIE).contacts / self.folder.name / "Inner"

    def test_keeps_the_folders_that_every_mailbox_has(self):
        with self.assertRaises(ErrorDeleteDistinguishedFolder):
            self.account.contacts.delete()

    def test_counts_what_is_in_a_folder(self):
        self.create("Anna")
        Contacts(parent=self.folder, name="Inner").save()
        self.folder.refresh()
        self.assertEqual((self.folder.total_count, self.folder.child_folder_count), (1, 1))
        self.assertTrue(self.folder.effective_rights.create_contents)

    def test_follows_the_hierarchy(self):
        root = account_of(SADIE).root
        list(root.sync_hierarchy())
        inner = Contacts(parent=self.folder, name="Inner").save()
        changes = list(root.sync_hierarchy())
        self.assertEqual([(kind, folder.name) for kind, folder in changes], [("create", "Inner")])
        inner.delete()
        self.assertEqual([kind for kind, folder in root.sync_hierarchy()], ["delete"])
        self.assertEqual(list(root.sync_hierarchy()), [])


class Searches(Scene):
    def setUp(self):
        super().setUp()
        for name, surname, company in (("Dora", "Sage", "Contoso"), ("Anna", "Jung", "Fabrikam"),
                                       ("Carl", "Adler", "Contoso")):
            address = EmailAddress(email=name.lower() + "@home.example", label="EmailAddress1")
            self.create(name, surname=surname, company_name=company, email_addresses=[address])

    def names(self, found):
        return [contact.display_name for contact in found]

    def test_sorts(self):
        self.assertEqual(self.names(self.folder.all().order_by("display_name")), ["Anna", "Carl", "Dora"])
        self.assertEqual(self.names(self.folder.all().order_by("-surname")), ["Dora", "Anna", "Carl"])

    def test_filters(self):
        for restriction, expected in (
                (dict(company_name="Contoso"), ["Carl", "Dora"]), (dict(display_name__icontains="ARL"), ["Carl"]),
                (dict(display_name__startswith="An"), ["Anna"]), (dict(surname__gt="B"), ["Anna", "Dora"]),
                (dict(company_name__in=["Fabrikam", "x"]), ["Anna"]), (dict(surname__exists=False), [])):
            with self.subTest(restriction):
                found = self.folder.filter(**restriction).order_by("display_name")
                self.assertEqual(self.names(found), expected)
        self.assertEqual(self.names(self.folder.exclude(company_name="Contoso")), ["Anna"])

    def test_finds_by_words(self):
        self.assertEqual(self.names(self.folder.filter("sage")), ["Dora"])

    def test_counts_and_pages(self):
        self.assertEqual(self.folder.all().count(), 3)
        many = [Contact(account=self.account, folder=self.folder, display_name=f"Crowd {number:04}")
                for number in range(250)]
        self.account.bulk_create(folder=self.folder, items=many)
        found = self.folder.filter(display_name__startswith="Crowd").order_by("display_name")
        found.page_size = 100
        self.assertEqual(self.names(found), [contact.display_name for contact in many])
        self.assertEqual(self.folder.filter(display_name__startswith="Crowd").count(), 250)

    def test_lists_people(self):
        people = self.folder.people().order_by("display_name")
        self.assertEqual([persona.display_name for persona in people], ["Anna", "Carl", "Dora"])


class Following(Scene):
    def test_hears_of_what_others_do(self):
        anna = self.create("Anna")
        self.assertEqual([(kind, item.display_name) for kind, item in self.folder.sync_items()],
                         [("create", "Anna")])
        anna.job_title = "Engineer"
        anna.save(update_fields=["job_title"])
        self.create("Bert")
        self.assertEqual([(kind, item.display_name) for kind, item in self.folder.sync_items()],
                         [("update", "Anna"), ("create", "Bert")])
        number = anna.id
        anna.delete()
        [(kind, gone)] = self.folder.sync_items()
        self.assertEqual((kind, gone.id), ("delete", number))
        self.assertEqual(list(self.folder.sync_items()), [])

    def test_goes_on_page_by_page(self):
        self.account.bulk_create(folder=self.folder, items=[
            Contact(account=self.account, folder=self.folder, display_name=f"Crowd {number}")
            for number in range(120)])
        changes = list(self.folder.sync_items(only_fields=["display_name"], max_changes_returned=50))
        self.assertEqual(len({item.id for kind, item in changes}), 120)

    def test_is_told_to_begin_again_with_a_state_of_another_folder(self):
        list(self.folder.sync_items())
        with self.assertRaises(ErrorInvalidSyncStateData):
            list(self.account.contacts.sync_items(sync_state=self.folder.item_sync_state))


class Names(unittest.TestCase):
    def test_are_found_in_contacts(self):
        account = account_of(HOPE)
        address = EmailAddress(email="zora@home.example", label="EmailAddress1")
        contact = Contact(account=account, folder=account.contacts, display_name="Zora Quinn", given_name="Zora",
                          email_addresses=[address]).save()
        self.addCleanup(contact.delete)
        [found] = account.protocol.resolve_names(["zora"], search_scope="Contacts")
        self.assertEqual((found.email_address, found.mailbox_type), ("zora@home.example", "Contact"))
        members = [Member(mailbox=Mailbox(name="Zora", email_address="zora@home.example", routing_type="SMTP",
                                          mailbox_type="OneOff"))]
        team = DistributionList(account=account, folder=account.contacts, display_name="Zebras",
                                members=members).save()
        self.addCleanup(team.delete)
        [found] = account.protocol.resolve_names(["zebras"], search_scope="Contacts")
        self.assertEqual((found.mailbox_type, found.item_id.id), ("PrivateDL", team.id))


class Sharing(unittest.TestCase):
    def tearDown(self):
        server.admin("folder", "revoke", SADIE, "contacts", HOPE)

    def test_opens_a_folder_to_a_reader_and_then_to_an_editor(self):
        mine = account_of(SADIE)
        anna = Contact(account=mine, folder=mine.contacts, display_name="Anna").save()
        self.addCleanup(anna.delete)
        with self.assertRaises(ErrorAccessDenied):
            contacts_of_sadie()
        server.admin("folder", "grant", SADIE, "contacts", HOPE, "reader")
        shared = contacts_of_sadie()
        self.assertEqual([contact.display_name for contact in shared.all()], ["Anna"])
        new = Contact(account=shared.account, folder=shared, display_name="Bert")
        with self.assertRaises(ErrorAccessDenied):
            new.save()
        server.admin("folder", "grant", SADIE, "contacts", HOPE, "editor")
        new.save()
        self.assertEqual({contact.display_name for contact in mine.contacts.all()}, {"Anna", "Bert"})
        new.delete()


def contacts_of_sadie():
    """As Hope, by its name and its owner's address: how programs first reach what was shared."""
    reference = DistinguishedFolderId(id="contacts", mailbox=Mailbox(email_address=SADIE))
    folder = SingleFolderQuerySet(account=account_of(HOPE), folder=reference).resolve()
    folder.is_distinguished = False  # By its id from now on: by its name it would be her own.
    return folder


class Impersonation(unittest.TestCase):
    def test_acts_for_whom_the_configuration_names_and_nobody_else(self):
        hope = account_of(HOPE)
        anna = Contact(account=hope, folder=hope.contacts, display_name="Anna of Hope").save()
        self.addCleanup(anna.delete)
        acting = account_of(HOPE, signed_in=SADIE, access_type=exchangelib.IMPERSONATION)
        self.assertIn("Anna of Hope", {contact.display_name for contact in acting.contacts.all()})
        with self.assertRaises(ErrorImpersonateUserDenied):
            account_of(SADIE, signed_in=HOPE, access_type=exchangelib.IMPERSONATION).contacts.refresh()


if __name__ == "__main__":
    program = sys.argv.pop(1)
    with tempfile.TemporaryDirectory(prefix="exchangelib-") as folder, \
            likeness_server.running(program, CONFIGURATION) as server:
        exchangelib.autodiscover.cache.AUTODISCOVER_PERSISTENT_STORAGE = pathlib.Path(folder, "discovered")
        os.environ["REQUESTS_CA_BUNDLE"] = str(server.certificate)
        likeness_server.reach_by_name(server)
        outcome = unittest.main(exit=False, verbosity=2).result
    sys.exit(not outcome.wasSuccessful())
