// Invariant: any WWW-Authenticate headers, one a line, end in challenges whose schemes are tokens; what is chosen of them
// is allowed and was not tried, and Basic follows nothing that keeps the password to itself.
#include "client/http/sign_in.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace likeness::client;

void require(bool holds)
{
    if (!holds) std::abort();
}

std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const challenges = read_challenges(lines_of({ reinterpret_cast<char const*>(data), size }));
    for (auto const& challenge : challenges)
        require(!challenge.scheme.empty() && challenge.scheme.find_first_of(" ,=\"") == std::string::npos);
    SignInMeans const means { { .schemes
                                  = { SignInScheme::negotiate, SignInScheme::ntlm, SignInScheme::basic } },
        Credentials { "sadie", "secret" } };
    std::vector<SignInScheme> tried;
    while (auto const scheme = choose_scheme(means, challenges, tried)) {
        require(*scheme != SignInScheme::bearer && std::ranges::find(tried, *scheme) == tried.end());
        require(*scheme != SignInScheme::basic || tried.empty());
        tried.push_back(*scheme);
        require(tried.size() <= 2);
    }
    return 0;
}
