#include "ews/get_user_photo.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "ews/user_photo_type.hpp"

namespace likeness::ews {

namespace {

using base::equals_ignoring_ascii_case;

constexpr std::array<std::string_view, 2> banner_sizes { "HR1024xN", "HR1920xN" };

bool is_banner(std::string_view size)
{
    return std::ranges::any_of(
        banner_sizes, [&](auto banner) { return equals_ignoring_ascii_case(banner, size); });
}

void write_success(xml::Writer& writer, UserPhotoAnswer const& answer)
{
    writer.element("HasChanged", answer.has_changed ? "true" : "false");
    // Empty, but there: the Managed API reads past the end of an answer without it.
    writer.open("PictureData").raw(base::base64_encode(answer.picture)).close();
    if (!answer.picture.empty()) writer.element("ContentType", answer.content_type);
}

constexpr std::string_view picture_mark = "<PictureData>";

}

Readable<Result<GetUserPhoto>> read_get_user_photo(xml::Element const& operation)
{
    auto const email = required_child(operation, messages, "Email");
    if (!email) return tl::unexpected(email.error());
    auto const size = required_child(operation, messages, "SizeRequested");
    if (!size) return tl::unexpected(size.error());
    auto const type = read_type_requested(operation);
    if (!type) return tl::unexpected(type.error());

    auto const size_text = base::trim((*size)->text);
    auto const code = parse_photo_size(size_text);
    if (!code && !is_banner(size_text))
        return refuse_form((*size)->at,
            "The value '" + std::string(size_text.substr(0, 64))
                + "' is none that 'SizeRequested' may have.");
    if (*type == UserPhotoType::profile_header_photo)
        return Result<GetUserPhoto>(fail(Code::item_not_found, std::string(photo_not_found_text)));
    if (!code) return Result<GetUserPhoto>(fail(Code::invalid_photo_size));
    auto address = EmailAddress::parse((*email)->text);
    if (!address) return Result<GetUserPhoto>(fail(Code::invalid_smtp_address));
    return Result<GetUserPhoto>(GetUserPhoto { std::move(*address), *code });
}

void write_get_user_photo(xml::Writer& writer, GetUserPhoto const& request)
{
    writer.open("m:GetUserPhoto")
        .element("m:Email", request.email.text())
        .element("m:SizeRequested", code_of(request.size))
        .close();
}

void write_get_user_photo_response(ResponseWriter& response, Result<UserPhotoAnswer> const& answer)
{
    auto& writer = response.body();
    // The founding document prints this answer without a prefix.
    writer.open("GetUserPhotoResponse")
        .attribute("ResponseClass", answer ? "Success" : "Error")
        .attribute("xmlns", response.spellings().messages_uri());
    if (answer) {
        writer.element("ResponseCode", "NoError");
        write_success(writer, *answer);
    } else {
        writer.element("MessageText", answer.error().message);
        writer.element("ResponseCode", response_code(answer.error().code));
        writer.element("DescriptiveLinkKey", "0");
        writer.element("HasChanged", "false");
    }
    writer.close();
}

PhotoFrame frame_of_photo(
    std::string_view content_type, Spellings const& spellings, ServerVersion const& version)
{
    ResponseWriter response(spellings, version);
    UserPhotoAnswer const sample {
        .has_changed = true, .content_type = std::string(content_type), .picture = base::Bytes(3)
    };
    write_get_user_photo_response(response, sample);
    auto const text = response.finish();
    auto const begin = text.find(picture_mark) + picture_mark.size();
    auto const end = text.find('<', begin);
    return { text.substr(0, begin), text.substr(end) };
}

Readable<Result<UserPhotoAnswer>> read_get_user_photo_response(xml::Element const& content)
{
    if (!content.is(messages, "GetUserPhotoResponse"))
        return refuse_form(content.at, "this is no GetUserPhotoResponse");
    if (auto error = read_outcome(content)) return Result<UserPhotoAnswer>(tl::unexpected(std::move(*error)));

    auto const* const changed = content.child(messages, "HasChanged");
    auto const* const data = content.child(messages, "PictureData");
    auto const* const type = content.child(messages, "ContentType");
    UserPhotoAnswer answer;
    answer.has_changed = !changed || read_boolean(*changed, changed->text).value_or(true);
    if (type) answer.content_type = base::trim(type->text);
    if (data) {
        auto picture = base::base64_decode(data->text);
        if (!picture) return refuse_form(data->at, "the picture is no base64");
        answer.picture = std::move(*picture);
    }
    if (!answer.picture.empty()) answer.has_changed = true;
    if (answer.picture.empty() && answer.has_changed)
        return Result<UserPhotoAnswer>(fail(Code::item_not_found, std::string(photo_not_found_text)));
    return Result<UserPhotoAnswer>(std::move(answer));
}

}
