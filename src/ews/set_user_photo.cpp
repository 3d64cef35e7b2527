#include "ews/set_user_photo.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "core/limits.hpp"
#include "ews/user_photo_type.hpp"

namespace likeness::ews {

namespace {

// No file at the limit is written in more letters, line ends of any width included.
constexpr std::size_t base64_bytes_max = limits::upload_bytes_max / 3 * 4 * 2;

Result<base::Bytes> decode_content(std::string_view text)
{
    auto const too_large = fail(Code::data_size_limit_exceeded);
    if (text.size() > base64_bytes_max) return too_large;
    auto content = base::base64_decode(text);
    if (!content) return fail(Code::content_conversion_failed);
    if (content->size() > limits::upload_bytes_max) return too_large;
    return std::move(*content);
}

}

Readable<Result<UploadedPhoto>> read_set_user_photo(xml::Element const& operation)
{
    auto const email = required_child(operation, messages, "Email");
    if (!email) return tl::unexpected(email.error());
    auto const content = required_child(operation, messages, "Content");
    if (!content) return tl::unexpected(content.error());
    auto const type = read_type_requested(operation);
    if (!type) return tl::unexpected(type.error());

    if (*type == UserPhotoType::profile_header_photo)
        return Result<UploadedPhoto>(fail(Code::invalid_operation));
    auto address = EmailAddress::parse((*email)->text);
    if (!address) return Result<UploadedPhoto>(fail(Code::invalid_smtp_address));
    auto bytes = decode_content((*content)->text);
    if (!bytes) return Result<UploadedPhoto>(tl::unexpected(bytes.error()));
    return Result<UploadedPhoto>(UploadedPhoto { std::move(*address), std::move(*bytes) });
}

void write_set_user_photo(xml::Writer& writer, SetUserPhoto const& request)
{
    writer.open("m:SetUserPhoto").element("m:Email", request.email.text());
    writer.open("m:Content").raw(base::base64_encode(request.content)).close();
    writer.close();
}

void write_set_user_photo_response(ResponseWriter& response, Result<void> const& answer)
{
    open_message(response.body(), "m:SetUserPhotoResponse", answer ? nullptr : &answer.error());
    response.body().close();
}

Readable<Result<void>> read_set_user_photo_response(xml::Element const& content)
{
    if (!content.is(messages, "SetUserPhotoResponse"))
        return refuse_form(content.at, "this is no SetUserPhotoResponse");
    auto const* message = &content;
    if (auto const* const wrapper = content.child(messages, "ResponseMessages"))
        message = wrapper->first_child;
    if (!message) return refuse_form(content.at, "the SetUserPhotoResponse is empty");
    if (auto error = read_outcome(*message)) return Result<void>(tl::unexpected(std::move(*error)));
    return Result<void>();
}

}
