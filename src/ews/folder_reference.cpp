#include "ews/folder_reference.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "core/limits.hpp"

namespace likeness::ews {

namespace {

// In the schema's enumeration, and in no mailbox here. `directory` is for FindPeople alone.
constexpr std::array<std::string_view, 48> unserved {
    "publicfoldersroot",
    "voicemail",
    "recoverableitemsroot",
    "recoverableitemsdeletions",
    "recoverableitemsversions",
    "recoverableitemspurges",
    "recoverableitemsdiscoveryholds",
    "archiveroot",
    "archivemsgfolderroot",
    "archivedeleteditems",
    "archiveinbox",
    "archiverecoverableitemsroot",
    "archiverecoverableitemsdeletions",
    "archiverecoverableitemsversions",
    "archiverecoverableitemspurges",
    "archiverecoverableitemsdiscoveryholds",
    "syncissues",
    "conflicts",
    "localfailures",
    "serverfailures",
    "conversationhistory",
    "adminauditlogs",
    "todosearch",
    "directory",
    "favorites",
    "mecontact",
    "personmetadata",
    "teamspaceactivity",
    "teamspacemessaging",
    "teamspaceworkitems",
    "scheduled",
    "orionnotes",
    "tagitems",
    "alltaggeditems",
    "externalcontacts",
    "teamchat",
    "teamchathistory",
    "yammerroot",
    "yammerinbound",
    "yammeroutbound",
    "yammerfeeds",
    "onedriveroot",
    "onedriverecylebin",
    "onedrivesystem",
    "onedrivevolume",
    "important",
    "starred",
    "archive",
};

bool is_change_key(xml::Element const& element)
{
    auto const key = element.attribute("ChangeKey");
    return !key || base::base64_decode(base::trim(*key)).has_value();
}

// nullopt where the Mailbox is missing or empty, which means the caller's own.
Result<std::optional<EmailAddress>> mailbox_of(xml::Element const& element)
{
    auto const* const mailbox = element.child(types, "Mailbox");
    auto const* const address = mailbox ? mailbox->child(types, "EmailAddress") : nullptr;
    if (!address || base::trim(address->text).empty()) return std::nullopt;
    auto parsed = EmailAddress::parse(address->text);
    if (!parsed) return fail(Code::invalid_smtp_address);
    return std::optional(std::move(*parsed));
}

Readable<Result<FolderReference>> read_by_id(xml::Element const& element)
{
    auto const id = element.attribute("Id");
    if (!id) return tl::unexpected(required_attribute(element, "Id").error());
    if (!is_change_key(element)) return Result<FolderReference>(fail(Code::invalid_change_key));
    return Result<FolderReference>(std::string(*id)); // Not trimmed: no two texts are the same id.
}

Readable<Result<FolderReference>> read_by_name(xml::Element const& element)
{
    auto const id = required_attribute(element, "Id");
    if (!id) return tl::unexpected(id.error());
    if (std::ranges::find(unserved, *id) != unserved.end())
        return Result<FolderReference>(fail(Code::folder_not_found));
    auto const name = enumerated(element, *id, distinguished_folder_names);
    if (!name) return tl::unexpected(name.error());
    if (!is_change_key(element)) return Result<FolderReference>(fail(Code::invalid_change_key));
    auto mailbox = mailbox_of(element);
    if (!mailbox) return Result<FolderReference>(tl::unexpected(mailbox.error()));
    return Result<FolderReference>(DistinguishedReference { *name, std::move(*mailbox) });
}

}

Readable<Result<FolderReference>> read_folder_reference(xml::Element const& element)
{
    if (element.is(types, "FolderId")) return read_by_id(element);
    if (element.is(types, "DistinguishedFolderId")) return read_by_name(element);
    // The schema lets an address list stand where one folder is named; there are none here.
    if (element.is(types, "AddressListId")) return Result<FolderReference>(fail(Code::folder_not_found));
    return refuse_form(element.at, "'" + std::string(element.name) + "' is no id of a folder.");
}

Readable<FolderReferences> read_folder_references(xml::Element const& operation, std::string_view name)
{
    auto const list = required_child(operation, messages, name);
    if (!list) return tl::unexpected(list.error());
    FolderReferences references;
    for (auto const& element : (*list)->children()) {
        if (references.size() == limits::ids_per_call_max) return refuse(Code::invalid_request);
        auto reference = read_folder_reference(element);
        if (!reference) return tl::unexpected(reference.error());
        references.push_back(std::move(*reference));
    }
    if (references.empty()) return refuse_form((*list)->at, "'" + std::string(name) + "' is empty.");
    return references;
}

Readable<Result<FolderReference>> read_target_folder(xml::Element const& operation, std::string_view name)
{
    auto const target = required_child(operation, messages, name);
    if (!target) return tl::unexpected(target.error());
    auto const* const id = (*target)->first_child;
    if (!id || id->next)
        return refuse_form((*target)->at, "'" + std::string(name) + "' holds exactly one id.");
    return read_folder_reference(*id);
}

void write_target_folder(xml::Writer& writer, std::string_view name, FolderReference const& reference)
{
    writer.open(name);
    write_folder_reference(writer, reference);
    writer.close();
}

void write_folder_reference(xml::Writer& writer, FolderReference const& reference)
{
    if (auto const* const id = std::get_if<std::string>(&reference)) {
        writer.open("t:FolderId").attribute("Id", *id).close();
        return;
    }
    auto const& named = std::get<DistinguishedReference>(reference);
    writer.open("t:DistinguishedFolderId").attribute("Id", name_in(distinguished_folder_names, named.name));
    if (named.mailbox) writer.open("t:Mailbox").element("t:EmailAddress", named.mailbox->text()).close();
    writer.close();
}

void write_folder_references(xml::Writer& writer, std::string_view name, FolderReferences const& references)
{
    writer.open(name);
    for (auto const& reference : references)
        if (reference) write_folder_reference(writer, *reference);
    writer.close();
}

}
