// How a request names folders: FolderId and DistinguishedFolderId.
// Source: spec/contacts.md 1 and 11.
#pragma once

#include "core/folder_reference.hpp"
#include "ews/request.hpp"

#include <array>

namespace likeness::ews {

/// The distinguished folders that there are here, as the schema spells them.
inline constexpr std::array<std::pair<std::string_view, DistinguishedFolder>, 19> distinguished_folder_names {
    {
        { "root", DistinguishedFolder::root },
        { "msgfolderroot", DistinguishedFolder::msgfolderroot },
        { "inbox", DistinguishedFolder::inbox },
        { "drafts", DistinguishedFolder::drafts },
        { "sentitems", DistinguishedFolder::sentitems },
        { "deleteditems", DistinguishedFolder::deleteditems },
        { "outbox", DistinguishedFolder::outbox },
        { "junkemail", DistinguishedFolder::junkemail },
        { "calendar", DistinguishedFolder::calendar },
        { "contacts", DistinguishedFolder::contacts },
        { "tasks", DistinguishedFolder::tasks },
        { "notes", DistinguishedFolder::notes },
        { "journal", DistinguishedFolder::journal },
        { "quickcontacts", DistinguishedFolder::quickcontacts },
        { "recipientcache", DistinguishedFolder::recipientcache },
        { "imcontactlist", DistinguishedFolder::imcontactlist },
        { "peopleconnect", DistinguishedFolder::peopleconnect },
        { "searchfolders", DistinguishedFolder::searchfolders },
        { "mycontacts", DistinguishedFolder::mycontacts },
    }
};

/// In: t:FolderId, t:DistinguishedFolderId or t:AddressListId. The inner result is what the answer's message says
/// instead: invalid_change_key for one that is no base64; invalid_smtp_address for a Mailbox that is none;
/// folder_not_found for a name of the schema's that no mailbox here has.
/// Refused: any other element, a missing Id, a name that is none of the schema's.
Readable<Result<FolderReference>> read_folder_reference(xml::Element const& element);

/// The ids in the operation's child `name`. Refused: as above; a list that is missing or empty; invalid_request for more
/// than limits::ids_per_call_max.
Readable<FolderReferences> read_folder_references(xml::Element const& operation, std::string_view name);

/// The one id in the operation's child `name`: a target, or a parent. Refused: as above; no such child, or another number
/// of ids in it.
Readable<Result<FolderReference>> read_target_folder(xml::Element const& operation, std::string_view name);

void write_folder_reference(xml::Writer& writer, FolderReference const& reference);

/// `name` with its prefix, a literal.
void write_target_folder(xml::Writer& writer, std::string_view name, FolderReference const& reference);

/// `name` with its prefix, a literal. Errors in the list are left out.
void write_folder_references(xml::Writer& writer, std::string_view name, FolderReferences const& references);

}
