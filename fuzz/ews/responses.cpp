// What the client is sent: an envelope, and in it the answer to GetUserPhoto or SetUserPhoto. The first byte says whether
// a charset comes with it from outside.
// Invariant: any bytes end in a value or a fault. Only a picture with bytes counts as changed, and it is written back and
// read as the same; a response without a fault is none of both operations; what is no SOAP at all says so, with a place.
#include "base/utf8.hpp"
#include "ews/get_user_photo.hpp"
#include "ews/set_user_photo.hpp"

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

void check_content(xml::Element const& content)
{
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
    if (response)
        check_content(*response->content);
    else
        check_fault(response.error());
    return 0;
}
