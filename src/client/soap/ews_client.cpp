#include "client/soap/ews_client.hpp"

#include "client/soap/soap_answer.hpp"
#include "client/soap/soap_refusal.hpp"
#include "core/limits.hpp"
#include "ews/attachment_operations.hpp"
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
#include "ews/item_shape.hpp"
#include "ews/resolve_names.hpp"
#include "ews/set_user_photo.hpp"
#include "ews/sync_folder_items.hpp"
#include "ews/update_item.hpp"
#include "xml/limits.hpp"

#include <algorithm>

namespace likeness::client {

namespace {

using ews::Schema;

// Lines of 76 letters with two for their end: the widest that base64 is written in.
static_assert(limits::soap_answer_bytes_max
    > likeness::limits::upload_bytes_max / 3 * 4 / 76 * 78 + xml::limits::token_bytes_max);

// The oldest version that knows the operation, so that the oldest server that has it takes the request.
SoapQuestion question_about(GetUserPhoto const& request, std::string const& validator)
{
    return { .usual = Schema::exchange2013,
        .oldest = Schema::exchange2013,
        .write = [&](xml::Writer& writer, Schema) { ews::write_get_user_photo(writer, request); },
        .validator = validator };
}

SoapQuestion question_about(SetUserPhoto const& request)
{
    return { .usual = Schema::exchange2016,
        .oldest = Schema::exchange2016,
        .write = [&](xml::Writer& writer, Schema) { ews::write_set_user_photo(writer, request); } };
}

// An operation that is written the same in every version. `request` must outlive the question.
template <class Request, class Write>
SoapQuestion question(Request const& request, Write write, Schema oldest = Schema::exchange2007_sp1)
{
    return { .oldest = oldest,
        .write = [&request, write](xml::Writer& writer, Schema) { write(writer, request); } };
}

// One with a shape of items in it.
template <class Request, class Write> SoapQuestion question_with_shape(Request const& request, Write write)
{
    return { .write = [&request, write](xml::Writer& writer, Schema stated) {
        auto known = request;
        known.shape = ews::known_in(std::move(known.shape), stated);
        write(writer, known);
    } };
}

Outcome<void> check(SetUserPhoto const& request)
{
    if (request.content.empty()) return fail(FailureKind::invalid_request, "the picture is empty");
    if (request.content.size() > likeness::limits::upload_bytes_max)
        return fail(FailureKind::invalid_request,
            "the picture has more than " + std::to_string(likeness::limits::upload_bytes_max >> 20) + " MB");
    return {};
}

// How many parts of a batch are sent, and so must be answered.
template <class Value> std::size_t sent(std::vector<Result<Value>> const& parts)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(parts, [](auto const& part) { return part.has_value(); }));
}

// Asks, and reads the answer with `read`, which makes a Readable<Value> of the response's content.
template <class Read>
auto answer_to(SoapSession& session, Patience const& patience, SoapQuestion const& question, Read read)
{
    using Value = typename std::invoke_result_t<Read, xml::Element const&>::value_type;
    return patiently(patience, [&]() -> Outcome<Value> {
        auto const answer = session.ask_for_response(question);
        if (!answer) return tl::unexpected(answer.error());
        auto value = read(*answer->response.content);
        if (!value) return fail_with_unreadable(value.error(), answer->http, session.http().asked(false));
        return *std::move(value);
    });
}

// The same where the answer is one Result: its error is the failure.
template <class Read>
auto single(SoapSession& session, Patience const& patience, SoapQuestion const& question, Read read)
{
    using Answer = typename std::invoke_result_t<Read, xml::Element const&>::value_type;
    using Value = typename Answer::value_type;
    return patiently(patience, [&]() -> Outcome<Value> {
        auto const answer = session.ask_for_response(question);
        if (!answer) return tl::unexpected(answer.error());
        auto const asked = session.http().asked(false);
        auto value = read(*answer->response.content);
        if (!value) return fail_with_unreadable(value.error(), answer->http, asked);
        if (!*value)
            return tl::unexpected(failure_from(refusal_from(value->error(), *answer->response.content),
                answer->http, asked, words_about_items));
        return **std::move(value);
    });
}

// The same where it is a batch. A server that answers more or less than it was asked for cannot be understood: nobody
// knows which part is whose.
template <class Read>
auto batch(
    SoapSession& session, Patience const& patience, SoapQuestion const& question, std::size_t sent, Read read)
{
    using Results = typename std::invoke_result_t<Read, xml::Element const&>::value_type;
    using Value = typename Results::value_type::value_type;
    auto const asked = session.http().asked(false);
    auto results = answer_to(session, patience, question, read);
    return std::move(results).and_then([&](Results&& parts) -> Outcome<Outcomes<Value>> {
        if (parts.size() != sent)
            return fail(FailureKind::protocol, asked.host + " answers not as much as it was asked for");
        Outcomes<Value> outcomes;
        outcomes.reserve(parts.size());
        for (auto& part : parts)
            if (part)
                outcomes.emplace_back(*std::move(part));
            else
                outcomes.emplace_back(
                    tl::unexpected(failure_from(refusal_from(part.error()), {}, asked, words_about_items)));
        return outcomes;
    });
}

// Nobody of that name is an answer, not a failure (spec/directory.md 10).
ews::Readable<ResolveNamesAnswer> read_resolutions(xml::Element const& content)
{
    auto answer = ews::read_resolve_names_response(content);
    if (answer && !*answer && answer->error().code == Code::name_resolution_no_results)
        return ResolveNamesAnswer(Resolutions {});
    return answer;
}

}

Outcome<EwsClient> EwsClient::open(HttpClientOptions options)
{
    return HttpClient::open(std::move(options)).map([](HttpClient&& http) {
        return EwsClient(std::move(http));
    });
}

Outcome<PhotoAnswer> EwsClient::get_user_photo(GetUserPhoto const& request, std::string const& validator)
{
    return patiently(patience_, [&]() -> Outcome<PhotoAnswer> {
        auto answer = session_.ask(question_about(request, validator));
        if (!answer) return tl::unexpected(answer.error());
        return judge_photo_answer(*answer, session_.http().asked(!validator.empty()));
    });
}

Outcome<void> EwsClient::set_user_photo(SetUserPhoto const& request)
{
    if (auto const checked = check(request); !checked) return checked;
    return patiently(patience_, [&]() -> Outcome<void> {
        auto const answer = session_.ask(question_about(request));
        if (!answer) return tl::unexpected(answer.error());
        return judge_stored_answer(*answer, session_.http().asked(false));
    });
}

Outcome<Resolutions> EwsClient::resolve_names(ResolveNames const& request)
{
    auto const write = [&](xml::Writer& writer, Schema stated) {
        auto known = request;
        if (stated < Schema::exchange2010_sp1) known.shape.base = ContactShape::Base::standard;
        ews::write_resolve_names(writer, known);
    };
    return single(session_, patience_, { .write = write }, read_resolutions);
}

Outcome<FoundPeople> EwsClient::find_people(FindPeople const& request)
{
    return single(session_, patience_, question(request, ews::write_find_people, Schema::exchange2013),
        ews::read_find_people_response);
}

Outcome<ShownPersona> EwsClient::get_persona(GetPersona const& request)
{
    return single(session_, patience_, question(request, ews::write_get_persona, Schema::exchange2013),
        ews::read_get_persona_response);
}

Outcome<GroupMembers> EwsClient::expand_dl(ExpandDl const& request)
{
    return single(session_, patience_, question(request, ews::write_expand_dl), ews::read_expand_dl_response);
}

Outcome<Outcomes<ShownItem>> EwsClient::get_item(GetItem const& request)
{
    return batch(session_, patience_, question_with_shape(request, ews::write_get_item), sent(request.items),
        ews::read_get_item_response);
}

Outcome<Outcomes<FoundItems>> EwsClient::find_item(FindItem const& request)
{
    return batch(session_, patience_, question_with_shape(request, ews::write_find_item),
        sent(request.parents), ews::read_find_item_response);
}

Outcome<Outcomes<ShownItem>> EwsClient::create_item(CreateItem const& request)
{
    bool const with_attachments = std::ranges::any_of(
        request.items, [](auto const& item) { return item && !item->attachments.empty(); });
    return batch(session_, patience_,
        question(request, ews::write_create_item,
            with_attachments ? Schema::exchange2010_sp2 : Schema::exchange2007_sp1),
        sent(request.items), ews::read_create_item_response);
}

Outcome<Outcomes<UpdatedItem>> EwsClient::update_item(UpdateItem const& request)
{
    return batch(session_, patience_, question(request, ews::write_update_item), sent(request.changes),
        ews::read_update_item_response);
}

Outcome<Outcomes<Done>> EwsClient::delete_item(DeleteItem const& request)
{
    return batch(session_, patience_, question(request, ews::write_delete_item), sent(request.items),
        ews::read_delete_item_response);
}

Outcome<SyncedItems> EwsClient::sync_folder_items(SyncFolderItems const& request)
{
    return single(session_, patience_, question_with_shape(request, ews::write_sync_folder_items),
        ews::read_sync_folder_items_response);
}

Outcome<Outcomes<FileAttachment>> EwsClient::get_attachment(GetAttachment const& request)
{
    return batch(session_, patience_, question(request, ews::write_get_attachment), request.ids.size(),
        ews::read_get_attachment_response);
}

Outcome<Outcomes<FileAttachment>> EwsClient::create_attachment(CreateAttachment const& request)
{
    // IsContactPhoto came with Exchange2010; below it the picture would become an ordinary file.
    return batch(session_, patience_, question(request, ews::write_create_attachment, Schema::exchange2010),
        sent(request.attachments), ews::read_create_attachment_response);
}

Outcome<Outcomes<ItemReference>> EwsClient::delete_attachment(DeleteAttachment const& request)
{
    return batch(session_, patience_, question(request, ews::write_delete_attachment), request.ids.size(),
        ews::read_delete_attachment_response);
}

Outcome<Outcomes<Folder>> EwsClient::get_folder(GetFolder const& request)
{
    return batch(session_, patience_, question(request, ews::write_get_folder), sent(request.folders),
        ews::read_get_folder_response);
}

Outcome<Outcomes<FoundFolders>> EwsClient::find_folder(FindFolder const& request)
{
    return batch(session_, patience_, question(request, ews::write_find_folder), sent(request.parents),
        ews::read_find_folder_response);
}

}
