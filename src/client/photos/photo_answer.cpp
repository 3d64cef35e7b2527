#include "client/photos/photo_answer.hpp"

#include "client/photos/entity_tag.hpp"
#include "client/printable.hpp"

namespace likeness::client {

namespace {

Outcome<PhotoAnswer> judge_picture(HttpAnswer answer, Asked const& asked)
{
    if (is_web_page(answer)) return fail_with_web_page(asked);
    return take_picture(std::move(answer.body), answer.content_type, answer.etag, asked);
}

}

Outcome<PhotoAnswer> take_picture(
    base::Bytes bytes, std::string_view said_type, std::string_view etag, Asked const& asked)
{
    if (bytes.empty()) return fail(FailureKind::protocol, asked.host + " sends an empty picture");
    auto const type = sniff_picture(bytes);
    if (!type)
        return fail(
            FailureKind::protocol, asked.host + " sends something that is no picture", printable(said_type));
    return ReceivedPhoto { *type, validator_from(etag), std::move(bytes) };
}

Outcome<PhotoAnswer> take_unchanged(Asked const& asked)
{
    if (!asked.with_validator)
        return fail(FailureKind::protocol, asked.host + " says \"not modified\" to an unconditional request");
    return Unchanged {};
}

Outcome<PhotoAnswer> judge_answer(HttpAnswer answer, Asked const& asked)
{
    switch (answer.status) {
    case 200: return judge_picture(std::move(answer), asked);
    case 304: return take_unchanged(asked);
    case 404: return NoPhoto {};
    default: return fail_with_status(answer, asked);
    }
}

}
