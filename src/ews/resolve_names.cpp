#include "ews/resolve_names.hpp"

#include "base/ascii.hpp"
#include "ews/contact_element.hpp"
#include "ews/folder_reference.hpp"
#include "ews/mailbox_element.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:ResolveNamesResponse", "m:ResolveNamesResponseMessage" };

constexpr std::array<std::pair<std::string_view, SearchScope>, 4> scopes { {
    { "ActiveDirectory", SearchScope::directory },
    { "ActiveDirectoryContacts", SearchScope::directory_then_contacts },
    { "Contacts", SearchScope::contacts },
    { "ContactsActiveDirectory", SearchScope::contacts_then_directory },
} };

constexpr std::array<std::pair<std::string_view, ContactShape::Base>, 4> shapes { {
    { "IdOnly", ContactShape::Base::id_only }, { "Default", ContactShape::Base::standard },
    { "AllProperties", ContactShape::Base::all_properties },
    { "PcxPeopleSearch", ContactShape::Base::standard }, // A shape of personas.
} };

// An attribute of an enumeration into `value`, where it is there. Refused: `stated` is older than it.
template <class Value, std::size_t size>
Readable<void> read_optional(xml::Element const& operation, std::string_view name, Schema stated,
    Schema since, std::array<std::pair<std::string_view, Value>, size> const& known, Value& value)
{
    auto const text = operation.attribute(name);
    if (!text) return {};
    if (stated < since) return refuse(Code::incorrect_schema_version);
    auto const read = enumerated(operation, base::trim(*text), known);
    if (!read) return tl::unexpected(read.error());
    value = *read;
    return {};
}

Readable<void> read_attributes(ResolveNames& request, xml::Element const& operation, Schema stated)
{
    auto const full = required_attribute(operation, "ReturnFullContactData");
    if (!full) return tl::unexpected(full.error());
    auto const is_full = read_boolean(operation, *full);
    if (!is_full) return tl::unexpected(is_full.error());
    request.full_contact_data = *is_full;
    if (auto read
        = read_optional(operation, "SearchScope", stated, Schema::exchange2007_sp1, scopes, request.scope);
        !read)
        return read;
    // Documented since SP2; the Managed API sends it from SP1 on.
    return read_optional(
        operation, "ContactDataShape", stated, Schema::exchange2010_sp1, shapes, request.shape.base);
}

// The size of an answer for the most people: one allocation in place of ten.
constexpr std::size_t usual_resolution_bytes = 256;

void write_set(xml::Writer& writer, Resolutions const& resolutions)
{
    writer.open("m:ResolutionSet")
        .attribute("TotalItemsInView", std::to_string(resolutions.found.size()))
        .attribute("IncludesLastItemInRange", resolutions.includes_last ? "true" : "false");
    for (auto const& resolution : resolutions.found) {
        writer.open("t:Resolution");
        write_mailbox(writer, "t:Mailbox", resolution.mailbox);
        if (resolution.contact) write_contact(writer, *resolution.contact);
        writer.close();
    }
    writer.close();
}

Readable<Resolutions> read_set(xml::Element const& message)
{
    Resolutions resolutions;
    auto const* const set = message.child(messages, "ResolutionSet");
    if (!set) return resolutions;
    KeptText texts;
    resolutions.owners.push_back(texts.owner());
    if (auto const last = set->attribute("IncludesLastItemInRange"))
        resolutions.includes_last = read_boolean(*set, *last).value_or(true);
    for (auto const& element : set->children()) {
        auto const* const mailbox = element.child(types, "Mailbox");
        if (!element.is(types, "Resolution") || !mailbox) continue;
        Resolution resolution { read_mailbox(*mailbox, texts), nullptr };
        if (auto const* const contact = element.child(types, "Contact")) {
            auto card = read_contact(*contact, texts);
            if (!card) return tl::unexpected(card.error());
            resolution.contact = std::make_shared<ContactCard const>(std::move(*card));
        }
        resolutions.found.push_back(std::move(resolution));
    }
    return resolutions;
}

}

Readable<ResolveNames> read_resolve_names(xml::Element const& operation, Schema stated)
{
    auto const entry = required_child(operation, messages, "UnresolvedEntry");
    if (!entry) return tl::unexpected(entry.error());
    if ((*entry)->text.empty()) return refuse_form((*entry)->at, "'UnresolvedEntry' is empty.");
    ResolveNames request { .entry = std::string((*entry)->text) };
    request.shape.knows_pictures = stated >= Schema::exchange2010;
    request.shape.knows_directory_details = stated >= Schema::exchange2010_sp2;
    if (auto read = read_attributes(request, operation, stated); !read) return tl::unexpected(read.error());
    if (operation.child(messages, "ParentFolderIds")) {
        auto folders = read_folder_references(operation, "ParentFolderIds");
        if (!folders) return tl::unexpected(folders.error());
        request.folders = std::move(*folders);
    }
    return request;
}

void write_resolve_names(xml::Writer& writer, ResolveNames const& request)
{
    writer.open("m:ResolveNames")
        .attribute("ReturnFullContactData", request.full_contact_data ? "true" : "false");
    // What is meant anyway is not said: older servers do not know the attributes.
    if (request.scope != SearchScope::directory_then_contacts)
        writer.attribute("SearchScope", name_in(scopes, request.scope));
    if (request.shape.base != ContactShape::Base::standard)
        writer.attribute("ContactDataShape", name_in(shapes, request.shape.base));
    if (!request.folders.empty()) write_folder_references(writer, "m:ParentFolderIds", request.folders);
    writer.element("m:UnresolvedEntry", request.entry).close();
}

void write_resolve_names_response(ResponseWriter& response, ResolveNamesAnswer const& answer)
{
    auto& writer = response.body();
    if (answer) response.expect(answer->found.size() * usual_resolution_bytes);
    writer.open(names.response).open("m:ResponseMessages");
    if (answer && answer->found.size() > 1)
        open_warning(writer, names.message, Code::name_resolution_multiple_results);
    else
        open_message(writer, names.message, answer ? nullptr : &answer.error());
    if (answer) write_set(writer, *answer);
    writer.close().close().close();
}

Readable<ResolveNamesAnswer> read_resolve_names_response(xml::Element const& content)
{
    auto answers = read_response_messages<Resolutions>(content, names, read_set);
    if (!answers) return tl::unexpected(answers.error());
    return std::move(answers->front());
}

}
