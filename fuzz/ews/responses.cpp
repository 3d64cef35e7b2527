// What the client is sent: an envelope, and in it the answer to any operation. The first byte says whether a charset comes
// with it from outside.
// Invariant: any bytes end in a value or a fault. Only a picture with bytes counts as changed, and it is written back and
// read as the same; no response is the answer to two operations; what was read of people, items, attachments and folders
// is written and read as as many of them; what is no SOAP at all says so, with a place.
#include "base/utf8.hpp"
#include "ews/attachment_operations.hpp"
#include "ews/change_folders.hpp"
#include "ews/convert_id.hpp"
#include "ews/create_item.hpp"
#include "ews/delete_item.hpp"
#include "ews/expand_dl.hpp"
#include "ews/find_folder.hpp"
#include "ews/find_item.hpp"
#include "ews/find_people.hpp"
#include "ews/get_folder.hpp"
#include "ews/get_item.hpp"
#include "ews/get_persona.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/move_item.hpp"
#include "ews/resolve_names.hpp"
#include "ews/server_version.hpp"
#include "ews/set_user_photo.hpp"
#include "ews/sync_folder_hierarchy.hpp"
#include "ews/sync_folder_items.hpp"
#include "ews/update_item.hpp"

#include <cstdlib>

namespace {

using namespace likeness;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_error(Error const& error)
{
    require(base::is_utf8(error.message) && base::is_utf8(error.detail));
    // A code that is ours is the one that was written.
    if (auto const code = code_from(error.detail)) require(*code == error.code);
}

void check_fault(ews::Fault const& fault)
{
    require(base::is_utf8(fault.message));
    require(!fault.is_unreadable || fault.violation.has_value());
    require(!fault.back_off || fault.back_off->count() >= 0);
    // A code is ours or the server's own, never both.
    require(fault.foreign_code.empty() || !code_from(fault.foreign_code));
}

void check_picture(UserPhotoAnswer const& answer)
{
    require(answer.has_changed == !answer.picture.empty());
    ews::ResponseWriter writer({}, {});
    ews::write_get_user_photo_response(writer, answer);
    auto const text = writer.finish();
    auto const response = ews::read_response(base::as_bytes(text), "utf-8");
    require(response.has_value());
    auto const again = ews::read_get_user_photo_response(*response->content);
    require(again && *again && (**again).picture == answer.picture
        && (**again).has_changed == answer.has_changed);
}

// `write` and `read` are the answer's; texts are cut and split in reading, so that it is the number of people that
// counts.
template <class Value, class Write, class Read, class Count>
void check_people(ews::Readable<Result<Value>> const& answer, Write write, Read read, Count count)
{
    if (!answer) return check_fault(answer.error());
    if (!*answer) return check_error(answer->error());
    ews::ResponseWriter writer({}, {});
    write(writer, *answer);
    auto const text = writer.finish();
    auto const response = ews::read_response(base::as_bytes(text), "utf-8");
    require(response.has_value());
    auto const again = read(*response->content);
    require(again && *again && count(**again) == count(**answer));
}

void check_answers_about_people(xml::Element const& content)
{
    auto const names = ews::read_resolve_names_response(content);
    auto const group = ews::read_expand_dl_response(content);
    auto const people = ews::read_find_people_response(content);
    auto const persona = ews::read_get_persona_response(content);
    require(names.has_value() + group.has_value() + people.has_value() + persona.has_value() <= 1);
    check_people(names, ews::write_resolve_names_response, ews::read_resolve_names_response,
        [](Resolutions const& value) { return value.found.size(); });
    check_people(group, ews::write_expand_dl_response, ews::read_expand_dl_response,
        [](GroupMembers const& value) { return value.members.size(); });
    check_people(people, ews::write_find_people_response, ews::read_find_people_response,
        [](FoundPeople const& value) { return value.people.size(); });
    check_people(persona, ews::write_get_persona_response, ews::read_get_persona_response,
        [](ShownPersona const& value) { return value.persona.emails.size(); });
}

// Whether the content is an answer of this kind; a batch is written and read as as many parts, of which the same ones
// are errors.
template <class Write, class Read> bool check_batch(xml::Element const& content, Write write, Read read)
{
    auto const answers = read(content);
    if (!answers) {
        check_fault(answers.error());
        return false;
    }
    for (auto const& answer : *answers)
        if (!answer) check_error(answer.error());
    ews::ResponseWriter writer({}, {});
    write(writer, *answers);
    auto const text = writer.finish();
    auto const response = ews::read_response(base::as_bytes(text), "utf-8");
    require(response.has_value());
    auto const again = read(*response->content);
    require(again && again->size() == answers->size());
    for (std::size_t index = 0; index < answers->size(); ++index)
        require((*again)[index].has_value() == (*answers)[index].has_value());
    return true;
}

// The same for an answer that is one Result; `count` of its value is what counts.
template <class Value, class Write, class Read, class Count>
bool check_single(xml::Element const& content, Write write, Read read, Count count)
{
    ews::Readable<Result<Value>> const answer = read(content);
    check_people(answer, write, read, count);
    return answer.has_value();
}

bool check_relocation(xml::Element const& content, ews::Relocation which)
{
    return check_batch(
        content,
        [&](ews::ResponseWriter& writer, auto const& answer) {
            ews::write_move_item_response(writer, which, answer);
        },
        [&](xml::Element const& answer) { return ews::read_move_item_response(answer, which); });
}

void check_answers_about_items(xml::Element const& content)
{
    int const readers = check_batch(content, ews::write_get_item_response, ews::read_get_item_response)
        + check_batch(content, ews::write_find_item_response, ews::read_find_item_response)
        + check_batch(content, ews::write_create_item_response, ews::read_create_item_response)
        + check_batch(content, ews::write_update_item_response, ews::read_update_item_response)
        + check_batch(content, ews::write_delete_item_response, ews::read_delete_item_response)
        + check_batch(content, ews::write_get_attachment_response, ews::read_get_attachment_response)
        + check_batch(content, ews::write_create_attachment_response, ews::read_create_attachment_response)
        + check_batch(content, ews::write_delete_attachment_response, ews::read_delete_attachment_response)
        + check_relocation(content, ews::Relocation::move) + check_relocation(content, ews::Relocation::copy)
        + check_single<SyncedItems>(content, ews::write_sync_folder_items_response,
            ews::read_sync_folder_items_response,
            [](SyncedItems const& value) { return value.changes.size(); });
    require(readers <= 1);
}

void check_answers_about_folders(xml::Element const& content)
{
    int const readers = check_batch(content, ews::write_get_folder_response, ews::read_get_folder_response)
        + check_batch(content, ews::write_find_folder_response, ews::read_find_folder_response)
        + check_batch(content, ews::write_create_folder_response, ews::read_create_folder_response)
        + check_batch(content, ews::write_update_folder_response, ews::read_update_folder_response)
        + check_batch(content, ews::write_delete_folder_response, ews::read_delete_folder_response)
        + check_batch(content, ews::write_convert_id_response, ews::read_convert_id_response)
        + check_single<FolderChanges>(content, ews::write_sync_folder_hierarchy_response,
            ews::read_sync_folder_hierarchy_response,
            [](FolderChanges const& value) { return value.changes.size(); });
    require(readers <= 1);
}

void check_content(xml::Element const& content)
{
    check_answers_about_people(content);
    check_answers_about_items(content);
    check_answers_about_folders(content);
    auto const photo = ews::read_get_user_photo_response(content);
    auto const stored = ews::read_set_user_photo_response(content);
    require(!photo || !stored);
    if (!photo) check_fault(photo.error());
    if (!stored) check_fault(stored.error());
    if (photo && *photo) check_picture(**photo);
    if (photo && !*photo) check_error(photo->error());
    if (stored && !*stored) check_error(stored->error());
}

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    base::ByteView const input(reinterpret_cast<std::byte const*>(data), size);
    if (input.empty()) return 0;
    bool const has_charset = (input[0] & std::byte { 1 }) != std::byte { 0 };
    auto const response = ews::read_response(input.subspan(1), has_charset ? "utf-8" : "");
    auto const version = ews::read_server_version(input.subspan(1), has_charset ? "utf-8" : "");
    require(!response || version == response->version);
    if (response)
        check_content(*response->content);
    else
        check_fault(response.error());
    return 0;
}
