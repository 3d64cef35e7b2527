#include "endpoints/request_id.hpp"

#include "base/guid.hpp"

#include <algorithm>
#include <cstring>

namespace likeness::endpoints {

namespace {

// A name for a log line, not a secret: one random GUID a thread, and a counter mixed into its second half
// (splitmix64) for each request. A hundred times cheaper than asking the system for each.
base::Guid next_id()
{
    thread_local base::Guid id = base::random_guid();
    thread_local std::uint64_t counter = 0;
    counter += 0x9E3779B97F4A7C15u;
    auto mixed = counter;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    auto next = id;
    for (std::size_t i = 9; i < next.bytes.size(); ++i)
        next.bytes[i] ^= static_cast<std::byte>(mixed >> ((i - 8) * 8));
    return next;
}

bool may_be_repeated(std::string_view id)
{
    constexpr std::size_t letters_max = 64;
    auto const harmless = [](char letter) {
        auto const lower = base::ascii_lower(letter);
        return (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9') || letter == '-'
            || letter == '{' || letter == '}';
    };
    return !id.empty() && id.size() <= letters_max && std::ranges::all_of(id, harmless);
}

}

void add_request_ids(http::RequestHead const& request, http::Response& response)
{
    char text[base::guid_text_size];
    base::write_guid(next_id(), text);
    response.add_header("request-id", { text, sizeof text });

    auto const wanted = request.find("return-client-request-id");
    if (!wanted || !base::equals_ignoring_ascii_case(*wanted, "true")) return;
    auto const theirs = request.find("client-request-id");
    if (theirs && may_be_repeated(*theirs)) response.add_header("client-request-id", *theirs);
}

}
