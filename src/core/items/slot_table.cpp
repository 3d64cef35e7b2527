// Theory: the rows stand in the order of the schema, so that whoever writes an item walks through the table; a number
// is found by an index over it that is made when the program is compiled.
#include "core/items/slot_table.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace likeness {

namespace {

using Kind = SlotDescription::Kind;
using Access = SlotDescription::Access;
using Of = SlotDescription::Of;
using Name = std::string_view;

// Stored as their numbers: a name may be added behind the others.
namespace choices {
constexpr std::array<Name, 4> sensitivities { "Normal", "Personal", "Private", "Confidential" };
constexpr std::array<Name, 3> importances { "Low", "Normal", "High" };
constexpr std::array<Name, 2> body_types { "HTML", "Text" };
constexpr std::array<Name, 18> file_as_mappings { "None", "LastCommaFirst", "FirstSpaceLast", "Company",
    "LastCommaFirstCompany", "CompanyLastFirst", "LastFirst", "LastFirstCompany", "CompanyLastCommaFirst",
    "LastFirstSuffix", "LastSpaceFirstCompany", "CompanyLastSpaceFirst", "LastSpaceFirst", "DisplayName",
    "FirstName", "LastFirstMiddleSuffix", "LastName", "Empty" };
constexpr std::array<Name, 4> postal_address_indexes { "None", "Home", "Business", "Other" };
constexpr std::array<Name, 8> mailbox_types { "Unknown", "OneOff", "Mailbox", "PublicDL", "PrivateDL",
    "Contact", "PublicFolder", "GroupMailbox" };
constexpr std::array<Name, 2> contact_sources { "ActiveDirectory", "Store" };
}

// How a row is written below: what is not said is a writable text of a contact, as old as the protocol.
struct Row : SlotDescription {
    template <class Value> constexpr Row with(Value SlotDescription::* member, Value value) const
    {
        Row changed(*this);
        changed.*member = value;
        return changed;
    }

    constexpr Row kind(Kind value) const { return with(&SlotDescription::kind, value); }
    constexpr Row every_item() const { return with(&SlotDescription::of, Of::every_item); }
    constexpr Row of_lists() const { return with(&SlotDescription::of, Of::list); }
    constexpr Row part(Name value) const { return with(&SlotDescription::part, value); }
    constexpr Row since(SchemaStep value) const { return with(&SlotDescription::since, value); }
    constexpr Row derived() const { return with(&SlotDescription::access, Access::derived); }
    constexpr Row appendable() const { return with(&SlotDescription::access, Access::appendable); }
    constexpr Row choices(std::span<Name const> value) const
    {
        return with(&SlotDescription::choices, value);
    }
    constexpr Row sortable() const { return with(&SlotDescription::sortable, true); }
    constexpr Row tag(std::uint16_t value) const { return with(&SlotDescription::mapi_tag, value); }
    constexpr Row address_id(std::uint16_t value) const
    {
        return with(&SlotDescription::mapi_address_id, value);
    }
    constexpr Row vcard(Name value) const { return with(&SlotDescription::vcard, value); }
};

constexpr Row row(Slot slot, Kind kind, Name element, Name uri)
{
    return { { .slot = slot, .element = element, .kind = kind, .uri = uri } };
}

constexpr Row nameless(Slot slot, Kind kind)
{
    return row(slot, kind, "", "");
}

constexpr Row entry(Row list, Name entry_uri, Name index)
{
    return list.with(&SlotDescription::entry_uri, entry_uri).with(&SlotDescription::index, index);
}

constexpr Row email(Slot slot, Name key)
{
    return entry(
        row(slot, Kind::text, "EmailAddresses", "contacts:EmailAddresses"), "contacts:EmailAddress", key);
}

constexpr Row phone(Slot slot, Name key)
{
    return entry(row(slot, Kind::text, "PhoneNumbers", "contacts:PhoneNumbers"), "contacts:PhoneNumber", key);
}

constexpr Row im(Slot slot, Name key)
{
    return entry(row(slot, Kind::text, "ImAddresses", "contacts:ImAddresses"), "contacts:ImAddress", key);
}

// What names a part of an address: its element is behind the last colon.
constexpr Name street = "contacts:PhysicalAddress:Street";
constexpr Name city = "contacts:PhysicalAddress:City";
constexpr Name state = "contacts:PhysicalAddress:State";
constexpr Name country_or_region = "contacts:PhysicalAddress:CountryOrRegion";
constexpr Name postal_code = "contacts:PhysicalAddress:PostalCode";

constexpr Row address(Slot slot, Name key, Name part_uri)
{
    return entry(row(slot, Kind::text, "PhysicalAddresses", "contacts:PhysicalAddresses"), part_uri, key)
        .part(part_uri.substr(part_uri.rfind(':') + 1));
}

// clang-format off
constexpr SlotDescription rows[] {
    row(Slot::item_id, Kind::identifier, "ItemId", "item:ItemId").every_item().derived(),
    row(Slot::parent_folder_id, Kind::identifier, "ParentFolderId", "item:ParentFolderId").every_item().derived(),
    row(Slot::item_class, Kind::text, "ItemClass", "item:ItemClass").every_item().sortable().tag(0x001A),
    row(Slot::subject, Kind::text, "Subject", "item:Subject").every_item().sortable().tag(0x0037),
    row(Slot::sensitivity, Kind::enumerated, "Sensitivity", "item:Sensitivity").every_item()
        .choices(choices::sensitivities).tag(0x0036).vcard("CLASS"),
    row(Slot::body, Kind::body, "Body", "item:Body").every_item().appendable().tag(0x1000).vcard("NOTE"),
    row(Slot::body_type, Kind::enumerated, "Body", "item:Body").part("BodyType").every_item()
        .choices(choices::body_types),
    row(Slot::attachments, Kind::complex, "Attachments", "item:Attachments").every_item().derived(),
    row(Slot::date_time_received, Kind::date, "DateTimeReceived", "item:DateTimeReceived").every_item().derived()
        .sortable().tag(0x0E06),
    row(Slot::size, Kind::integer, "Size", "item:Size").every_item().derived().sortable().tag(0x0E08),
    row(Slot::categories, Kind::texts, "Categories", "item:Categories").every_item().appendable().vcard("CATEGORIES"),
    row(Slot::importance, Kind::enumerated, "Importance", "item:Importance").every_item()
        .choices(choices::importances).tag(0x0017).vcard("X-EWS-IMPORTANCE"),
    row(Slot::is_submitted, Kind::boolean, "IsSubmitted", "item:IsSubmitted").every_item().derived(),
    row(Slot::is_draft, Kind::boolean, "IsDraft", "item:IsDraft").every_item().derived(),
    row(Slot::is_from_me, Kind::boolean, "IsFromMe", "item:IsFromMe").every_item().derived(),
    row(Slot::is_resend, Kind::boolean, "IsResend", "item:IsResend").every_item().derived(),
    row(Slot::is_unmodified, Kind::boolean, "IsUnmodified", "item:IsUnmodified").every_item().derived(),
    row(Slot::date_time_sent, Kind::date, "DateTimeSent", "item:DateTimeSent").every_item().derived().sortable(),
    row(Slot::date_time_created, Kind::date, "DateTimeCreated", "item:DateTimeCreated").every_item().derived()
        .sortable().tag(0x3007),
    row(Slot::reminder_due_by, Kind::date, "ReminderDueBy", "item:ReminderDueBy").every_item(),
    row(Slot::reminder_is_set, Kind::boolean, "ReminderIsSet", "item:ReminderIsSet").every_item(),
    row(Slot::reminder_minutes, Kind::integer, "ReminderMinutesBeforeStart", "item:ReminderMinutesBeforeStart")
        .every_item(),
    row(Slot::has_attachments, Kind::boolean, "HasAttachments", "item:HasAttachments").every_item().derived()
        .tag(0x0E1B),
    nameless(Slot::extended_properties, Kind::complex).every_item().derived(),
    row(Slot::culture, Kind::text, "Culture", "item:Culture").every_item().vcard("X-EWS-CULTURE"),
    row(Slot::effective_rights, Kind::complex, "EffectiveRights", "item:EffectiveRights").every_item().derived(),
    row(Slot::last_modified_name, Kind::text, "LastModifiedName", "item:LastModifiedName").every_item().derived()
        .tag(0x3FFA),
    row(Slot::last_modified_time, Kind::date, "LastModifiedTime", "item:LastModifiedTime").every_item().derived()
        .sortable().tag(0x3008).vcard("REV"),
    row(Slot::is_associated, Kind::boolean, "IsAssociated", "item:IsAssociated").every_item().derived()
        .since(SchemaStep::exchange2010),
    row(Slot::file_as, Kind::text, "FileAs", "contacts:FileAs").every_item().sortable().address_id(0x8005)
        .vcard("X-EVOLUTION-FILE-AS"),
    row(Slot::file_as_mapping, Kind::enumerated, "FileAsMapping", "contacts:FileAsMapping")
        .choices(choices::file_as_mappings),
    row(Slot::display_name, Kind::text, "DisplayName", "contacts:DisplayName").every_item().sortable().tag(0x3001)
        .vcard("FN"),
    row(Slot::given_name, Kind::text, "GivenName", "contacts:GivenName").sortable().tag(0x3A06).vcard("N.2"),
    row(Slot::initials, Kind::text, "Initials", "contacts:Initials").tag(0x3A0A).vcard("X-EWS-INITIALS"),
    row(Slot::middle_name, Kind::text, "MiddleName", "contacts:MiddleName").tag(0x3A44).vcard("N.3"),
    row(Slot::nickname, Kind::text, "Nickname", "contacts:Nickname").tag(0x3A4F).vcard("NICKNAME"),
    nameless(Slot::name_prefix, Kind::text).tag(0x3A45).vcard("N.4"),
    row(Slot::complete_name, Kind::complex, "CompleteName", "contacts:CompleteName").derived(),
    row(Slot::company_name, Kind::text, "CompanyName", "contacts:CompanyName").sortable().tag(0x3A16).vcard("ORG.1"),
    email(Slot::email_address1, "EmailAddress1").address_id(0x8083).vcard("EMAIL"),
    email(Slot::email_address1_name, "EmailAddress1").part("Name").since(SchemaStep::exchange2010_sp2)
        .address_id(0x8080),
    email(Slot::email_address1_routing_type, "EmailAddress1").part("RoutingType")
        .since(SchemaStep::exchange2010_sp2).address_id(0x8082),
    email(Slot::email_address1_mailbox_type, "EmailAddress1").part("MailboxType").kind(Kind::enumerated)
        .choices(choices::mailbox_types).since(SchemaStep::exchange2010_sp2),
    email(Slot::email_address2, "EmailAddress2").address_id(0x8093).vcard("EMAIL"),
    email(Slot::email_address2_name, "EmailAddress2").part("Name").since(SchemaStep::exchange2010_sp2)
        .address_id(0x8090),
    email(Slot::email_address2_routing_type, "EmailAddress2").part("RoutingType")
        .since(SchemaStep::exchange2010_sp2).address_id(0x8092),
    email(Slot::email_address2_mailbox_type, "EmailAddress2").part("MailboxType").kind(Kind::enumerated)
        .choices(choices::mailbox_types).since(SchemaStep::exchange2010_sp2),
    email(Slot::email_address3, "EmailAddress3").address_id(0x80A3).vcard("EMAIL"),
    email(Slot::email_address3_name, "EmailAddress3").part("Name").since(SchemaStep::exchange2010_sp2)
        .address_id(0x80A0),
    email(Slot::email_address3_routing_type, "EmailAddress3").part("RoutingType")
        .since(SchemaStep::exchange2010_sp2).address_id(0x80A2),
    email(Slot::email_address3_mailbox_type, "EmailAddress3").part("MailboxType").kind(Kind::enumerated)
        .choices(choices::mailbox_types).since(SchemaStep::exchange2010_sp2),
    address(Slot::business_street, "Business", street).address_id(0x8045).vcard("ADR;TYPE=work.3"),
    address(Slot::business_city, "Business", city).address_id(0x8046).vcard("ADR;TYPE=work.4"),
    address(Slot::business_state, "Business", state).address_id(0x8047).vcard("ADR;TYPE=work.5"),
    address(Slot::business_country_or_region, "Business", country_or_region).address_id(0x8049)
        .vcard("ADR;TYPE=work.7"),
    address(Slot::business_postal_code, "Business", postal_code).address_id(0x8048).vcard("ADR;TYPE=work.6"),
    address(Slot::home_street, "Home", street).tag(0x3A5D).vcard("ADR;TYPE=home.3"),
    address(Slot::home_city, "Home", city).tag(0x3A59).vcard("ADR;TYPE=home.4"),
    address(Slot::home_state, "Home", state).tag(0x3A5C).vcard("ADR;TYPE=home.5"),
    address(Slot::home_country_or_region, "Home", country_or_region).tag(0x3A5A).vcard("ADR;TYPE=home.7"),
    address(Slot::home_postal_code, "Home", postal_code).tag(0x3A5B).vcard("ADR;TYPE=home.6"),
    address(Slot::other_street, "Other", street).tag(0x3A63).vcard("ADR.3"),
    address(Slot::other_city, "Other", city).tag(0x3A5F).vcard("ADR.4"),
    address(Slot::other_state, "Other", state).tag(0x3A62).vcard("ADR.5"),
    address(Slot::other_country_or_region, "Other", country_or_region).tag(0x3A60).vcard("ADR.7"),
    address(Slot::other_postal_code, "Other", postal_code).tag(0x3A61).vcard("ADR.6"),
    phone(Slot::assistant_phone, "AssistantPhone").tag(0x3A2E).vcard("TEL;TYPE=x-assistant"),
    phone(Slot::business_fax, "BusinessFax").tag(0x3A24).vcard("TEL;TYPE=work,fax"),
    phone(Slot::business_phone, "BusinessPhone").tag(0x3A08).vcard("TEL;TYPE=work,voice"),
    phone(Slot::business_phone2, "BusinessPhone2").tag(0x3A1B).vcard("TEL;TYPE=work,voice"),
    phone(Slot::callback, "Callback").tag(0x3A02).vcard("TEL;TYPE=x-callback"),
    phone(Slot::car_phone, "CarPhone").tag(0x3A1E).vcard("TEL;TYPE=car"),
    phone(Slot::company_main_phone, "CompanyMainPhone").tag(0x3A57).vcard("TEL;TYPE=x-company"),
    phone(Slot::home_fax, "HomeFax").tag(0x3A25).vcard("TEL;TYPE=home,fax"),
    phone(Slot::home_phone, "HomePhone").tag(0x3A09).vcard("TEL;TYPE=home,voice"),
    phone(Slot::home_phone2, "HomePhone2").tag(0x3A2F).vcard("TEL;TYPE=home,voice"),
    phone(Slot::isdn, "Isdn").tag(0x3A2D).vcard("TEL;TYPE=isdn"),
    phone(Slot::mobile_phone, "MobilePhone").tag(0x3A1C).vcard("TEL;TYPE=cell"),
    phone(Slot::other_fax, "OtherFax").tag(0x3A23).vcard("TEL;TYPE=fax"),
    phone(Slot::other_telephone, "OtherTelephone").tag(0x3A1F).vcard("TEL;TYPE=voice"),
    phone(Slot::pager, "Pager").tag(0x3A21).vcard("TEL;TYPE=pager"),
    phone(Slot::primary_phone, "PrimaryPhone").tag(0x3A1A).vcard("TEL;TYPE=pref"),
    phone(Slot::radio_phone, "RadioPhone").tag(0x3A1D).vcard("TEL;TYPE=x-radio"),
    phone(Slot::telex, "Telex").tag(0x3A2C).vcard("TEL;TYPE=x-telex"),
    phone(Slot::tty_tdd_phone, "TtyTddPhone").tag(0x3A4B).vcard("TEL;TYPE=textphone"),
    phone(Slot::business_mobile, "BusinessMobile").since(SchemaStep::exchange2016)
        .vcard("TEL;TYPE=x-business-mobile"),
    phone(Slot::ip_phone, "IPPhone").since(SchemaStep::exchange2016).vcard("TEL;TYPE=x-ip"),
    phone(Slot::mms, "Mms").since(SchemaStep::exchange2016).vcard("TEL;TYPE=x-mms"),
    phone(Slot::msn, "Msn").since(SchemaStep::exchange2016).vcard("TEL;TYPE=x-msn"),
    row(Slot::assistant_name, Kind::text, "AssistantName", "contacts:AssistantName").tag(0x3A30).vcard("X-ASSISTANT"),
    row(Slot::birthday, Kind::date, "Birthday", "contacts:Birthday").tag(0x3A42).vcard("BDAY"),
    row(Slot::business_home_page, Kind::text, "BusinessHomePage", "contacts:BusinessHomePage").tag(0x3A51)
        .vcard("URL"),
    row(Slot::children, Kind::texts, "Children", "contacts:Children").appendable().tag(0x3A58)
        .vcard("X-MS-CHILD"),
    row(Slot::companies, Kind::texts, "Companies", "contacts:Companies").appendable().vcard("X-EWS-COMPANIES"),
    row(Slot::contact_source, Kind::enumerated, "ContactSource", "contacts:ContactSource").every_item().derived()
        .choices(choices::contact_sources),
    row(Slot::department, Kind::text, "Department", "contacts:Department").tag(0x3A18).vcard("ORG.2"),
    row(Slot::generation, Kind::text, "Generation", "contacts:Generation").tag(0x3A05).vcard("N.5"),
    im(Slot::im_address1, "ImAddress1").address_id(0x8062).vcard("IMPP"),
    im(Slot::im_address2, "ImAddress2").vcard("IMPP"),
    im(Slot::im_address3, "ImAddress3").vcard("IMPP"),
    row(Slot::job_title, Kind::text, "JobTitle", "contacts:JobTitle").tag(0x3A17).vcard("TITLE"),
    row(Slot::manager, Kind::text, "Manager", "contacts:Manager").tag(0x3A4E).vcard("X-MANAGER"),
    row(Slot::mileage, Kind::text, "Mileage", "contacts:Mileage").vcard("X-EWS-MILEAGE"),
    row(Slot::office_location, Kind::text, "OfficeLocation", "contacts:OfficeLocation").tag(0x3A19)
        .vcard("ADR;TYPE=work.2"),
    row(Slot::postal_address_index, Kind::enumerated, "PostalAddressIndex", "contacts:PostalAddressIndex")
        .choices(choices::postal_address_indexes).vcard("X-MS-OL-DEFAULT-POSTAL-ADDRESS"),
    row(Slot::profession, Kind::text, "Profession", "contacts:Profession").tag(0x3A46).vcard("ROLE"),
    row(Slot::spouse_name, Kind::text, "SpouseName", "contacts:SpouseName").tag(0x3A48).vcard("X-SPOUSE"),
    row(Slot::surname, Kind::text, "Surname", "contacts:Surname").sortable().tag(0x3A11).vcard("N.1"),
    row(Slot::wedding_anniversary, Kind::date, "WeddingAnniversary", "contacts:WeddingAnniversary").tag(0x3A41)
        .vcard("ANNIVERSARY"),
    row(Slot::has_picture, Kind::boolean, "HasPicture", "contacts:HasPicture").derived()
        .since(SchemaStep::exchange2010).address_id(0x8015),
    row(Slot::phonetic_full_name, Kind::text, "PhoneticFullName", "contacts:PhoneticFullName")
        .since(SchemaStep::exchange2010_sp2).vcard("X-EWS-PHONETIC-FULL-NAME"),
    row(Slot::phonetic_first_name, Kind::text, "PhoneticFirstName", "contacts:PhoneticFirstName")
        .since(SchemaStep::exchange2010_sp2).address_id(0x802C).vcard("X-PHONETIC-FIRST-NAME"),
    row(Slot::phonetic_last_name, Kind::text, "PhoneticLastName", "contacts:PhoneticLastName")
        .since(SchemaStep::exchange2010_sp2).address_id(0x802D).vcard("X-PHONETIC-LAST-NAME"),
    row(Slot::alias, Kind::text, "Alias", "contacts:Alias").since(SchemaStep::exchange2010_sp2).vcard("X-EWS-ALIAS"),
    row(Slot::notes, Kind::text, "Notes", "contacts:Notes").since(SchemaStep::exchange2010_sp2).vcard("X-EWS-NOTES"),
    row(Slot::photo, Kind::complex, "Photo", "contacts:Photo").derived().since(SchemaStep::exchange2010_sp2),
    row(Slot::user_smime_certificate, Kind::binaries, "UserSMIMECertificate", "contacts:UserSMIMECertificate")
        .since(SchemaStep::exchange2010_sp2).vcard("KEY"),
    row(Slot::msexchange_certificate, Kind::binaries, "MSExchangeCertificate", "contacts:MSExchangeCertificate")
        .since(SchemaStep::exchange2010_sp2),
    row(Slot::directory_id, Kind::complex, "DirectoryId", "contacts:DirectoryId").derived()
        .since(SchemaStep::exchange2010_sp2),
    row(Slot::manager_mailbox, Kind::complex, "ManagerMailbox", "contacts:ManagerMailbox").derived()
        .since(SchemaStep::exchange2010_sp2),
    row(Slot::direct_reports, Kind::complex, "DirectReports", "contacts:DirectReports").derived()
        .since(SchemaStep::exchange2010_sp2),
    row(Slot::members, Kind::complex, "Members", "distributionlist:Members").of_lists().appendable(),
    nameless(Slot::number, Kind::integer).every_item().derived().sortable().tag(0x0E23),
};
// clang-format on

constexpr std::uint8_t no_row = 255;

constexpr auto row_of_slot = [] {
    std::array<std::uint8_t, 256> index {};
    index.fill(no_row);
    for (std::size_t i = 0; i < std::size(rows); ++i)
        index[static_cast<std::uint8_t>(rows[i].slot)] = static_cast<std::uint8_t>(i);
    return index;
}();

// Where each element's rows begin, by name.
constexpr auto element_starts = [] {
    constexpr auto begins = [](std::size_t i) {
        return !rows[i].element.empty() && (i == 0 || rows[i].element != rows[i - 1].element);
    };
    constexpr auto count = [=] {
        std::size_t found = 0;
        for (std::size_t i = 0; i < std::size(rows); ++i) found += begins(i);
        return found;
    }();
    std::array<std::uint8_t, count> starts {};
    for (std::size_t i = 0, at = 0; i < std::size(rows); ++i)
        if (begins(i)) starts[at++] = static_cast<std::uint8_t>(i);
    std::ranges::sort(starts, {}, [](std::uint8_t i) { return rows[i].element; });
    return starts;
}();

template <class Wanted> SlotSet all_where(Wanted wanted)
{
    SlotSet set;
    for (auto const& row : rows)
        if (wanted(row)) add(set, row.slot);
    return set;
}

// "0x3A06", or decimal: both are in use.
std::optional<std::uint32_t> number_of(std::string_view text)
{
    bool const is_hex = base::starts_with_ignoring_ascii_case(text, "0x");
    if (is_hex) text.remove_prefix(2);
    std::uint32_t number = 0;
    auto const [end, error]
        = std::from_chars(text.data(), text.data() + text.size(), number, is_hex ? 16 : 10);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

constexpr std::string_view address_set = "Address";
constexpr std::string_view address_set_guid = "00062004-0000-0000-C000-000000000046";

bool is_in_address_set(ExtendedFieldPath const& path)
{
    if (path.distinguished_set) return *path.distinguished_set == address_set;
    return path.set && base::equals_ignoring_ascii_case(*path.set, address_set_guid);
}

std::optional<Slot> find_slot(std::uint16_t SlotDescription::* column, std::uint32_t number)
{
    if (number == 0) return std::nullopt;
    auto const row = std::ranges::find_if(rows, [&](auto const& known) { return known.*column == number; });
    return row == std::end(rows) ? std::nullopt : std::optional(row->slot);
}

// Of the slots of one entry, the one that is its value.
std::optional<Slot> value_among(SlotSet const& set)
{
    std::optional<Slot> found;
    for (auto const& row : rows) {
        bool const is_attribute = !row.part.empty() && row.element != "PhysicalAddresses";
        if (!contains(set, row.slot) || is_attribute) continue;
        if (found || row.kind == Kind::complex || row.kind == Kind::identifier) return std::nullopt;
        found = row.slot;
    }
    return found;
}

}

std::span<SlotDescription const> slot_table()
{
    return rows;
}

SlotDescription const* describe(Slot slot)
{
    auto const at = row_of_slot[static_cast<std::uint8_t>(slot)];
    return at == no_row ? nullptr : &rows[at];
}

std::span<SlotDescription const> rows_of_element(std::string_view name)
{
    auto const by_name = [](std::uint8_t i) { return rows[i].element; };
    auto const start = std::ranges::lower_bound(element_starts, name, {}, by_name);
    if (start == element_starts.end() || rows[*start].element != name) return {};
    auto const* const first = &rows[*start];
    auto const* last = first;
    while (last != std::end(rows) && last->element == name) ++last;
    return { first, last };
}

SlotSet slots_of(FieldPath const& path)
{
    // Both prefixes name one property.
    std::string_view const uri = path.uri == "contacts:Culture" ? "item:Culture" : std::string_view(path.uri);
    if (uri.empty()) return {};
    return all_where([&](SlotDescription const& row) { return row.uri == uri; });
}

SlotSet slots_of(IndexedFieldPath const& path)
{
    if (path.uri.empty()) return {};
    return all_where(
        [&](SlotDescription const& row) { return row.entry_uri == path.uri && row.index == path.index; });
}

std::optional<Slot> slot_of(ExtendedFieldPath const& path)
{
    if (path.tag) {
        auto const number = number_of(*path.tag);
        return number ? find_slot(&SlotDescription::mapi_tag, *number) : std::nullopt;
    }
    if (!path.id || !is_in_address_set(path)) return std::nullopt;
    auto const number = number_of(*path.id);
    return number ? find_slot(&SlotDescription::mapi_address_id, *number) : std::nullopt;
}

std::optional<Slot> value_slot_of(PropertyPath const& path)
{
    if (auto const* const field = std::get_if<FieldPath>(&path)) return value_among(slots_of(*field));
    if (auto const* const indexed = std::get_if<IndexedFieldPath>(&path))
        return value_among(slots_of(*indexed));
    return slot_of(std::get<ExtendedFieldPath>(path));
}

std::optional<std::int32_t> choice_of(SlotDescription const& row, std::string_view name)
{
    auto const found = std::ranges::find(row.choices, name);
    if (found == row.choices.end()) return std::nullopt;
    return static_cast<std::int32_t>(found - row.choices.begin());
}

}
