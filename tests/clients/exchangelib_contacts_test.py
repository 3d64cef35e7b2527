#!/usr/bin/python3
"""exchangelib, unmodified, keeps contacts with pictures in likeness; and what other clients send, as they send it.

usage: exchangelib_contacts_test.py LIKENESS
"""

import base64
import os
import pathlib
import re
import ssl
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

import likeness_server

import exchangelib
from exchangelib import Account, Body, Configuration, Contact, Credentials, DistributionList, FileAttachment, HTMLBody
from exchangelib.errors import ErrorIrresolvableConflict, ErrorItemNotFound
from exchangelib.indexed_properties import EmailAddress, PhoneNumber, PhysicalAddress
from exchangelib.properties import Mailbox, Member

EWS_URL = "https://mail.contoso.com/EWS/Exchange.asmx"
SADIE, HOPE = likeness_server.PEOPLE
PICTURE = (likeness_server.PICTURES / "sadie.jpg").read_bytes()
OTHER_PICTURE = (likeness_server.PICTURES / "hope.jpg").read_bytes()


def full_name(contact):
    """exchangelib saves nobody without a DisplayName."""
    return " ".join(filter(None, (contact.given_name, contact.middle_name, contact.surname)))


def account_of(address):
    config = Configuration(service_endpoint=EWS_URL, auth_type=exchangelib.BASIC,
                           credentials=Credentials(address, likeness_server.PASSWORD))
    return Account(address, config=config, autodiscover=False)


def photo(content=PICTURE):
    return FileAttachment(name="ContactPicture.jpg", content=content, content_type="image/jpeg",
                          is_inline=False, is_contact_photo=True)


class Scene(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.account = account_of(SADIE)
        cls.folder = cls.account.contacts

    def setUp(self):
        self.made = []
        self.addCleanup(lambda: self.account.bulk_delete(self.made))

    def save(self, item):
        item.account, item.folder = self.account, self.folder
        item.display_name = item.display_name or full_name(item)
        item.save()
        self.made.append((item.id, item.changekey))
        return item

    def create(self, **fields):
        return self.save(Contact(**fields))

    def again(self, contact):
        return self.folder.get(id=contact.id, changekey=contact.changekey)


class Exchangelib(Scene):
    def test_keeps_every_kind_of_property(self):
        fields = dict(
            given_name="Sadie", middle_name="M.", surname="Daniels", initials="S.M.D.", nickname="Sad",
            company_name="Contoso", department="Engineering", job_title="Engineer", office="7", profession="Baker",
            assistant_name="Hope Gross", manager="Hope Gross", spouse_name="Hope", children=["one", "two"],
            companies=["Contoso"], categories=["red", "blue"], body=Body("a note\r\nof two lines"),
            sensitivity="Private", importance="High", mileage="12",
            birthday=exchangelib.EWSDate(1980, 2, 29),
            email_addresses=[EmailAddress(email="sadie@contoso.com", label="EmailAddress1"),
                             EmailAddress(email="daniels@contoso.com", label="EmailAddress3")],
            phone_numbers=[PhoneNumber(label="BusinessPhone", phone_number="+1 425 555 0100"),
                           PhoneNumber(label="MobilePhone", phone_number="+1 425 555 0101")],
            physical_addresses=[PhysicalAddress(label="Home", street="Street 1", city="Oslo", country="Norway",
                                                zipcode="0150")])
        shown = self.again(self.create(**fields))
        for name, value in fields.items():
            with self.subTest(name):
                got = getattr(shown, name)
                if name in ("email_addresses", "phone_numbers", "physical_addresses"):
                    # exchangelib pads these with the labels that are not used.
                    got = {one.label: one for one in got if any(
                        getattr(one, field.name) for field in one.FIELDS if field.name != "label")}
                    value = {one.label: one for one in value}
                    self.assertEqual({label: vars_of(one) for label, one in got.items()},
                                     {label: vars_of(one) for label, one in value.items()})
                else:
                    self.assertEqual(got, value)
        self.assertEqual(shown.display_name, "Sadie M. Daniels")
        self.assertEqual(shown.file_as, "Daniels, Sadie M.")
        self.assertEqual(shown.item_class, "IPM.Contact")
        self.assertEqual(shown.complete_name.last_name, "Daniels")
        self.assertEqual(shown.last_modified_name, "Sadie Daniels")
        self.assertIs(shown.has_picture, False)
        self.assertIs(shown.has_attachments, False)

    def test_keeps_a_body_in_the_form_it_was_written_in(self):
        shown = self.again(self.create(given_name="Sadie", body=HTMLBody("<p>a note</p>")))
        self.assertIsInstance(shown.body, HTMLBody)
        self.assertEqual(shown.body, "<p>a note</p>")

    def test_creates_with_a_picture(self):
        contact = Contact(given_name="Sadie", surname="Daniels")
        contact.attach(photo())
        self.save(contact)
        self.assertIsNotNone(contact.attachments[0].attachment_id)
        shown = self.again(contact)
        self.assertIs(shown.has_picture, True)
        self.assertIs(shown.has_attachments, True)
        [picture] = shown.attachments
        self.assertEqual((picture.name, picture.is_contact_photo, picture.size),
                         ("ContactPicture.jpg", True, len(PICTURE)))
        self.assertEqual(picture.content, PICTURE)

    def test_attaches_and_detaches_a_picture(self):
        contact = self.create(given_name="Sadie")
        before = contact.changekey
        contact.attach(photo())
        self.assertNotEqual(contact.changekey, before)
        contact.attach(photo(OTHER_PICTURE))
        shown = self.again(contact)
        self.assertEqual([one.content for one in shown.attachments], [OTHER_PICTURE])  # The last one wins.
        shown.detach(shown.attachments)
        shown = self.again(contact)
        self.assertEqual(shown.attachments, [])
        self.assertIs(shown.has_picture, False)

    def test_attaches_files_beside_it(self):
        contact = self.create(given_name="Sadie")
        contact.attach([FileAttachment(name=f"{number}.txt", content=str(number).encode()) for number in range(3)])
        contact.attach(photo())
        shown = self.again(contact)
        self.assertEqual([(one.name, one.is_contact_photo) for one in shown.attachments],
                         [("0.txt", False), ("1.txt", False), ("2.txt", False), ("ContactPicture.jpg", True)])
        self.assertEqual(shown.attachments[2].content, b"2")

    def test_updates_what_it_is_told_to(self):
        contact = self.create(given_name="Sadie", surname="Daniels", job_title="Engineer")
        contact.surname = "Gross"
        contact.job_title = None
        contact.email_addresses = [EmailAddress(email="sadie@contoso.com", label="EmailAddress1")]
        contact.phone_numbers = [PhoneNumber(label="HomePhone", phone_number="7")]
        contact.save(update_fields=["surname", "job_title", "email_addresses", "phone_numbers"])
        shown = self.again(contact)
        self.assertEqual((shown.surname, shown.job_title, shown.display_name), ("Gross", None, "Sadie Gross"))
        self.assertEqual(shown.email_addresses[0].email, "sadie@contoso.com")

    def test_saves_all_there_is_of_a_hundred_at_once(self):
        contacts = [Contact(display_name=f"Contact {number}", given_name="Contact", surname=str(number),
                            phone_numbers=[PhoneNumber(label="HomePhone", phone_number="7")])
                    for number in range(100)]
        self.made = self.account.bulk_create(folder=self.folder, items=contacts)
        shown = list(self.account.fetch(self.made, folder=self.folder))
        writable = [field.name for field in Contact.FIELDS if field.name not in ("_id", "attachments")
                    and not field.is_read_only and not field.is_read_only_after_send
                    and (getattr(shown[0], field.name) or not field.is_required and not field.is_required_after_save)]
        changed = self.account.bulk_update([(one, writable) for one in shown])
        self.assertEqual([one[0] for one in changed], [one.id for one in shown])
        one = self.folder.get(id=shown[7].id)
        one.surname = "Gross"
        one.save()  # Every property, those that it has not too.
        self.assertEqual(self.folder.get(id=one.id).surname, "Gross")

    def test_is_told_of_a_conflict(self):
        contact = self.create(given_name="Sadie")
        other = self.folder.get(id=contact.id)
        other.given_name = "Hope"
        other.save(update_fields=["given_name"])
        contact.given_name = "Sad"
        with self.assertRaises(ErrorIrresolvableConflict):
            contact.save(update_fields=["given_name"], conflict_resolution="NeverOverwrite")
        with self.assertRaises(ErrorIrresolvableConflict):
            contact.save(update_fields=["given_name"], conflict_resolution="AutoResolve")
        contact.department = "Sales"
        contact.save(update_fields=["department"], conflict_resolution="AutoResolve")
        shown = self.folder.get(id=contact.id)
        self.assertEqual((shown.given_name, shown.department), ("Hope", "Sales"))

    def test_keeps_a_distribution_list(self):
        group = self.save(DistributionList(display_name="Sales team", members=[
            Member(mailbox=Mailbox(name="Hope Gross", email_address=HOPE, mailbox_type="Mailbox"),
                   status="Normal")]))
        shown = self.folder.get(id=group.id)
        self.assertIsInstance(shown, DistributionList)
        self.assertEqual(shown.display_name, "Sales team")
        self.assertEqual([member.mailbox.email_address for member in shown.members], [HOPE])

    def test_keeps_another_out(self):
        contact = self.create(given_name="Sadie")
        found = list(account_of(HOPE).fetch([(contact.id, contact.changekey)]))
        self.assertEqual([type(one) for one in found], [ErrorItemNotFound])

    def test_handles_a_thousand_in_one_batch(self):
        ids = self.account.bulk_create(folder=self.folder, chunk_size=1000, items=[
            Contact(display_name=f"Contact {number:04}", given_name="Contact", surname=f"{number:04}",
                    company_name="Contoso",
                    email_addresses=[EmailAddress(email=f"contact{number}@contoso.com", label="EmailAddress1")],
                    phone_numbers=[PhoneNumber(label="HomePhone", phone_number=str(number))])
            for number in range(1000)])
        self.assertEqual(len({one.id for one in ids}), 1000)
        shown = list(self.account.fetch(ids, folder=self.folder, chunk_size=1000))
        self.assertEqual([one.surname for one in shown], [f"{number:04}" for number in range(1000)])
        for one in shown:
            one.job_title = "Engineer"
        changed = self.account.bulk_update([(one, ["job_title"]) for one in shown], chunk_size=1000)
        self.assertEqual(len(changed), 1000)
        deleted = self.account.bulk_delete(changed, chunk_size=1000)
        self.assertEqual(set(deleted), {True})


def vars_of(indexed):
    return {field.name: getattr(indexed, field.name) for field in indexed.FIELDS
            if getattr(indexed, field.name) is not None}


class Following(Scene):
    """Searching and synchronizing, in folders that are empty before and afterwards."""

    def setUp(self):
        self.made = []
        for folder in self.folder, self.account.trash:
            self.addCleanup(folder.all().delete)

    def test_searches(self):
        for given, surname, company in (("Sadie", "Daniels", "Contoso"), ("Hope", "Gross", "Contoso"),
                                        ("Adam", "Adams", "Fabrikam")):
            self.create(given_name=given, surname=surname, company_name=company)

        def names(query):
            return [contact.given_name for contact in query]
        self.assertEqual(names(self.folder.filter(company_name="Contoso").order_by("surname")), ["Sadie", "Hope"])
        self.assertEqual(names(self.folder.filter(given_name__icontains="ad").order_by("-surname")),
                         ["Sadie", "Adam"])
        self.assertEqual(names(self.folder.filter(surname__startswith="Gr")), ["Hope"])
        self.assertEqual(self.folder.exclude(company_name="Contoso").count(), 1)
        self.assertEqual(names(self.folder.all().order_by("given_name")[1:2]), ["Hope"])

    def test_follows_a_folder(self):
        list(self.folder.sync_items())
        contact = self.create(given_name="Sadie")
        self.assertEqual([(change, item.id) for change, item in self.folder.sync_items()],
                         [("create", contact.id)])
        self.assertEqual(list(self.folder.sync_items()), [])
        contact.attach(photo())
        other = self.create(given_name="Hope")
        self.assertEqual({(change, item.id) for change, item in self.folder.sync_items()},
                         {("update", contact.id), ("create", other.id)})
        contact.delete()
        self.assertEqual([change for change, item in self.folder.sync_items()], ["delete"])

    def test_deletes_and_throws_away(self):
        self.create(given_name="Sadie").delete()
        contact = self.create(given_name="Hope")
        before = contact.id
        contact.move_to_trash()
        self.assertEqual(self.folder.all().count(), 0)
        self.assertIsInstance(self.folder.get(id=before), ErrorItemNotFound)
        self.assertEqual([item.given_name for item in self.account.trash.all()], ["Hope"])

    def test_moves_and_copies(self):
        contact = self.create(given_name="Sadie")
        contact.attach(photo())
        contact.copy(to_folder=self.folder)
        self.assertEqual(self.folder.all().count(), 2)
        contact.move(to_folder=self.account.trash)
        [thrown] = [item for item in self.account.trash.all()]
        self.assertIs(self.account.trash.get(id=thrown.id).has_picture, True)


class Raw(unittest.TestCase):
    """Requests as clients that are not at hand write them."""

    MAPI = "<t:ExtendedFieldURI PropertyTag='{}' PropertyType='{}'/>"
    HAS_PICTURE = ("<t:ExtendedFieldURI DistinguishedPropertySetId='Address' PropertyId='32789' "
                   "PropertyType='Boolean'/>")

    def ask(self, body, version="Exchange2010_SP2", user=SADIE):
        envelope = (
            "<?xml version='1.0' encoding='utf-8'?><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
            "xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' "
            "xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Header>"
            f"<t:RequestServerVersion Version='{version}'/></s:Header><s:Body>{body}</s:Body></s:Envelope>")
        request = urllib.request.Request(EWS_URL, envelope.encode(), {"Content-Type": "text/xml; charset=utf-8"})
        token = base64.b64encode(f"{user}:{likeness_server.PASSWORD}".encode()).decode()
        request.add_header("Authorization", "Basic " + token)
        context = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"])
        try:
            with urllib.request.urlopen(request, context=context) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.read().decode()

    def codes(self, answer):
        return re.findall("<m:ResponseCode>([^<]*)<", answer)

    def value(self, answer, pattern):
        found = re.search(pattern, answer)
        self.assertIsNotNone(found, f"{pattern} is not in {answer}")
        return found.group(1)

    def extended(self, path, value):
        return f"<t:ExtendedProperty>{path}<t:Value>{value}</t:Value></t:ExtendedProperty>"

    def text(self, tag, value):
        return self.extended(self.MAPI.format(tag, "String"), value)

    def test_davmails_card(self):
        """DavMail writes MAPI's properties alone, the mark of a picture among them, and looks for the picture by name."""
        properties = (self.text("0x10f3", "sadie.vcf") + self.text("0x0037", "Sadie Daniels")
                      + self.text("0x3001", "Sadie Daniels") + self.text("0x3a06", "Sadie")
                      + self.text("0x3a11", "Daniels") + self.text("0x3a16", "Contoso")
                      + self.text("0x001a", "IPM.Contact") + self.extended(self.HAS_PICTURE, "true"))
        made = self.ask("<m:CreateItem MessageDisposition='SaveOnly'><m:SavedItemFolderId><t:DistinguishedFolderId "
                        f"Id='contacts'><t:Mailbox><t:EmailAddress>{SADIE}</t:EmailAddress></t:Mailbox>"
                        "</t:DistinguishedFolderId></m:SavedItemFolderId><m:Items><t:Contact>" + properties
                        + "</t:Contact></m:Items></m:CreateItem>")
        self.assertEqual(self.codes(made), ["NoError"])
        item = self.value(made, '<t:ItemId Id="([^"]*)"')
        attached = self.ask(
            f"<m:CreateAttachment><m:ParentItemId Id='{item}'/><m:Attachments><t:FileAttachment>"
            "<t:Name>ContactPicture.jpg</t:Name><t:ContentType>image/jpeg</t:ContentType>"
            "<t:IsContactPhoto>true</t:IsContactPhoto><t:Content>"
            + base64.b64encode(PICTURE).decode() + "</t:Content></t:FileAttachment></m:Attachments>"
            "</m:CreateAttachment>")
        self.assertEqual(self.codes(attached), ["NoError"])
        wanted = "".join(self.MAPI.format(tag, kind) for tag, kind in (
            ("0x0e23", "Integer"), ("0x10f3", "String"), ("0x3a06", "String"), ("0x3008", "SystemTime")))
        shown = self.ask("<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                         "<t:FieldURI FieldURI='item:Attachments'/>" + wanted + self.HAS_PICTURE
                         + f"</t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id='{item}'/></m:ItemIds>"
                         "</m:GetItem>")
        self.assertIn("<t:Name>ContactPicture.jpg</t:Name>", shown)
        self.assertGreater(int(self.value(shown, 'PropertyTag="0x0e23"[^>]*/><t:Value>([^<]*)<')), 0)
        self.assertEqual(self.value(shown, 'PropertyTag="0x10f3"[^>]*/><t:Value>([^<]*)<'), "sadie.vcf")
        self.assertEqual(self.value(shown, 'PropertyId="32789"[^>]*/><t:Value>([^<]*)<'), "true")
        updated = self.ask(
            "<m:UpdateItem ConflictResolution='AlwaysOverwrite' MessageDisposition='SaveOnly'><m:ItemChanges>"
            f"<t:ItemChange><t:ItemId Id='{item}'/><t:Updates><t:SetItemField>{self.MAPI.format('0x3a16', 'String')}"
            f"<t:Contact>{self.text('0x3a16', 'Fabrikam')}</t:Contact></t:SetItemField><t:SetItemField>"
            f"{self.HAS_PICTURE}<t:Contact>{self.extended(self.HAS_PICTURE, 'false')}</t:Contact></t:SetItemField>"
            f"<t:DeleteItemField>{self.MAPI.format('0x10f3', 'String')}</t:DeleteItemField></t:Updates>"
            "</t:ItemChange></m:ItemChanges></m:UpdateItem>")
        self.assertEqual(self.codes(updated), ["NoError"], updated)
        shown = self.ask("<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>"
                         f"<t:ItemId Id='{item}'/></m:ItemIds></m:GetItem>")
        self.assertIn("<t:CompanyName>Fabrikam</t:CompanyName>", shown)
        self.assertIn("<t:HasPicture>true</t:HasPicture>", shown)  # It still has one, whatever was written.
        self.remove(item)

    def remove(self, item):
        removed = self.ask(f"<m:DeleteItem DeleteType='HardDelete'><m:ItemIds><t:ItemId Id='{item}'/></m:ItemIds>"
                           "</m:DeleteItem>")
        self.assertEqual(self.codes(removed), ["NoError"])

    def test_ews_cpps_contact(self):
        """ews-cpp writes properties out of order, an empty AdditionalProperties, Size and RootItemId in requests."""
        made = self.ask("<m:CreateItem><m:Items><t:Contact><t:JobTitle>Engineer</t:JobTitle><t:GivenName>Sadie"
                        "</t:GivenName><t:FileAs>Daniels</t:FileAs></t:Contact></m:Items></m:CreateItem>",
                        "Exchange2013_SP1")
        item, key = re.search('<t:ItemId Id="([^"]*)" ChangeKey="([^"]*)"', made).groups()
        attached = self.ask(
            f"<m:CreateAttachment><m:ParentItemId Id='{item}' ChangeKey='{key}'/><m:Attachments><t:FileAttachment>"
            "<t:Name>a.jpg</t:Name><t:Size>0</t:Size><t:Content>QUJD</t:Content></t:FileAttachment></m:Attachments>"
            "</m:CreateAttachment>", "Exchange2013_SP1")
        attachment = self.value(attached, '<t:AttachmentId Id="([^"]*)"')
        self.assertIn(f'RootItemId="{item}"', attached)
        shown = self.ask(
            f"<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id='{attachment}' RootItemId='{item}' "
            f"RootItemChangeKey='{key}'/></m:AttachmentIds></m:GetAttachment>", "Exchange2013_SP1")
        self.assertIn("<t:Content>QUJD</t:Content>", shown)
        shown = self.ask("<m:GetItem><m:ItemShape><t:BaseShape>Default</t:BaseShape><t:AdditionalProperties/>"
                         f"</m:ItemShape><m:ItemIds><t:ItemId Id='{item}' ChangeKey='{key}'/></m:ItemIds></m:GetItem>",
                         "Exchange2013_SP1")
        self.assertIn("<t:JobTitle>Engineer</t:JobTitle>", shown)
        self.remove(item)

    def test_evolutions_picture(self):
        """Evolution lists attachments, drops the old picture and attaches with the key that it was told."""
        made = self.ask("<m:CreateItem MessageDisposition='SaveOnly'><m:SavedItemFolderId><t:DistinguishedFolderId "
                        "Id='contacts'/></m:SavedItemFolderId><m:Items><t:Contact><t:FileAs>Daniels, Sadie</t:FileAs>"
                        "<t:DisplayName>Sadie Daniels</t:DisplayName></t:Contact></m:Items></m:CreateItem>")
        item, key = re.search('<t:ItemId Id="([^"]*)" ChangeKey="([^"]*)"', made).groups()
        for content in b"first", b"second":
            listed = self.ask(
                "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>false"
                "</t:IncludeMimeContent><t:AdditionalProperties><t:FieldURI FieldURI='item:Attachments'/>"
                f"</t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id='{item}'/></m:ItemIds></m:GetItem>")
            for old in re.findall('<t:AttachmentId Id="([^"]*)"', listed):
                gone = self.ask(f"<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id='{old}'/>"
                                "</m:AttachmentIds></m:DeleteAttachment>")
                key = self.value(gone, 'RootItemChangeKey="([^"]*)"')
            attached = self.ask(
                f"<m:CreateAttachment><m:ParentItemId Id='{item}' ChangeKey='{key}'/><m:Attachments>"
                "<t:FileAttachment><t:Name>ContactPicture.jpg</t:Name><t:ContentType>image/jpeg</t:ContentType>"
                "<t:IsInline>false</t:IsInline><t:IsContactPhoto>true</t:IsContactPhoto><t:Content>"
                f"{base64.b64encode(content).decode()}</t:Content></t:FileAttachment></m:Attachments>"
                "</m:CreateAttachment>")
            key = self.value(attached, 'RootItemChangeKey="([^"]*)"')
        got = self.ask("<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id='"
                       + self.value(attached, '<t:AttachmentId Id="([^"]*)"')
                       + "'/></m:AttachmentIds></m:GetAttachment>")
        self.assertIn(base64.b64encode(b"second").decode(), got)
        self.remove(item)

    def test_an_id_that_was_changed_is_none(self):
        made = self.ask("<m:CreateItem><m:Items><t:Contact/></m:Items></m:CreateItem>")
        item = self.value(made, '<t:ItemId Id="([^"]*)"')
        raw = bytearray(base64.b64decode(item))
        flipped = []
        for bit in range(len(raw) * 8):
            raw[bit // 8] ^= 1 << bit % 8
            flipped.append(base64.b64encode(raw).decode())
            raw[bit // 8] ^= 1 << bit % 8
        ids = "".join(f"<t:ItemId Id='{one}'/>" for one in flipped)
        answer = self.ask("<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
                          f"<m:ItemIds>{ids}</m:ItemIds></m:GetItem>")
        self.assertEqual(self.codes(answer), ["ErrorInvalidIdMalformed"] * len(flipped))
        self.remove(item)


if __name__ == "__main__":
    program = sys.argv.pop(1)
    with tempfile.TemporaryDirectory(prefix="exchangelib-") as folder, likeness_server.running(program) as server:
        exchangelib.autodiscover.cache.AUTODISCOVER_PERSISTENT_STORAGE = pathlib.Path(folder, "discovered")
        os.environ["REQUESTS_CA_BUNDLE"] = str(server.certificate)
        likeness_server.reach_by_name(server)
        outcome = unittest.main(exit=False, verbosity=2).result
    sys.exit(not outcome.wasSuccessful())
