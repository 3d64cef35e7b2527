#include "client/http/sign_in.hpp"

#include "base/ascii.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <array>

namespace likeness::client {

namespace {

constexpr std::array schemes {
    SignInScheme::negotiate,
    SignInScheme::bearer,
    SignInScheme::ntlm,
    SignInScheme::basic,
};

bool is_token_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9') || std::string_view("!#$%&'*+-.^_`|~").contains(letter);
}

bool is_token68_letter(char letter)
{
    return is_token_letter(letter) || letter == '/';
}

// RFC 9110, 11.6.1: challenges separated by commas, whose parameters are separated by commas as well.
class ChallengeReader {
public:
    explicit ChallengeReader(std::string_view text)
        : rest_(text)
    {
    }

    void read_into(std::vector<Challenge>& challenges)
    {
        while (skip_separators()) {
            auto const name = take(is_token_letter);
            // A parameter without a scheme before it: the server splits its headers in a way of its own.
            if (name.empty() || next_is('=')) return;
            challenges.push_back({ std::string(name), {}, {} });
            if (!read_what_belongs_to(challenges.back())) return;
        }
    }

private:
    bool read_what_belongs_to(Challenge& challenge)
    {
        skip_blanks();
        if (auto const token = take_token68(); !token.empty()) {
            challenge.token = token;
            skip_blanks();
            return rest_.empty() || rest_.front() == ',';
        }
        while (true) {
            auto const before = rest_;
            skip_separators();
            auto const name = take(is_token_letter);
            if (name.empty()) return rest_.empty();
            skip_blanks();
            if (!next_is('=')) {
                rest_ = before; // The name of the next scheme.
                return true;
            }
            rest_.remove_prefix(1);
            skip_blanks();
            auto value = take_value();
            if (!value) return false;
            challenge.parameters.emplace_back(name, *std::move(value));
            skip_blanks();
            if (!rest_.empty() && rest_.front() != ',') return false;
        }
    }

    // What stands alone behind the scheme's name, up to a comma or the end; a parameter has a value behind its "=".
    std::string_view take_token68()
    {
        auto const before = rest_;
        auto const letters = take(is_token68_letter).size();
        std::size_t padding = 0;
        while (padding < rest_.size() && rest_[padding] == '=') ++padding;
        auto const behind = base::trim(rest_.substr(padding));
        // "realm=" without a value is taken for one too, as the grammar has it: nothing hangs on it.
        if (letters > 0 && (behind.empty() || behind.front() == ',')) {
            rest_.remove_prefix(padding);
            return before.substr(0, letters + padding);
        }
        rest_ = before;
        return {};
    }

    // nullopt for a quoted text that does not end.
    std::optional<std::string> take_value()
    {
        // Some servers leave out the quotes around what is no token.
        if (!next_is('"')) return std::string(base::trim(take([](char letter) { return letter != ','; })));
        std::string value;
        for (std::size_t at = 1; at < rest_.size(); ++at) {
            if (rest_[at] == '"') {
                rest_.remove_prefix(at + 1);
                return value;
            }
            if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
            value += rest_[at];
        }
        return std::nullopt;
    }

    template <class Is> std::string_view take(Is is)
    {
        auto const end = std::ranges::find_if_not(rest_, is);
        auto const taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    bool next_is(char letter) const { return rest_.starts_with(letter); }

    void skip_blanks()
    {
        while (!rest_.empty() && base::is_ascii_space(rest_.front())) rest_.remove_prefix(1);
    }

    bool skip_separators()
    {
        while (!rest_.empty() && (base::is_ascii_space(rest_.front()) || rest_.front() == ','))
            rest_.remove_prefix(1);
        return !rest_.empty();
    }

    std::string_view rest_;
};

bool keeps_the_password(SignInScheme scheme)
{
    return scheme == SignInScheme::negotiate || scheme == SignInScheme::ntlm;
}

bool is_offered(std::vector<Challenge> const& offered, SignInScheme scheme)
{
    return std::ranges::any_of(offered, [&](Challenge const& challenge) {
        return base::equals_ignoring_ascii_case(challenge.scheme, name_of(scheme));
    });
}

std::optional<std::string> fault_of(Credentials const& credentials)
{
    if (credentials.user.empty()) return "the user name is empty";
    if (credentials.user.contains(':')) return "a user name with a colon cannot be sent as Basic";
    if (credentials.user.size() > likeness::limits::login_bytes_max) return "the user name is too long";
    if (credentials.password.size() > likeness::limits::password_bytes_max) return "the password is too long";
    if (credentials.user.contains('\0') || credentials.password.contains('\0'))
        return "a user name or password with a NUL in it cannot be sent";
    return std::nullopt;
}

}

Outcome<void> check_sendable(Credentials const& credentials)
{
    if (auto fault = fault_of(credentials)) return fail(FailureKind::invalid_request, *std::move(fault));
    return {};
}

std::string Challenge::parameter(std::string_view name) const
{
    for (auto const& [own_name, value] : parameters)
        if (base::equals_ignoring_ascii_case(own_name, name)) return value;
    return {};
}

bool SignInMeans::is_usable(SignInScheme scheme) const
{
    switch (scheme) {
    case SignInScheme::negotiate: return true;
    case SignInScheme::bearer: return static_cast<bool>(options.token);
    case SignInScheme::ntlm:
    case SignInScheme::basic: return credentials.has_value();
    }
    return false;
}

bool SignInMeans::is_anonymous() const
{
    return std::ranges::none_of(options.schemes, [&](SignInScheme scheme) { return is_usable(scheme); });
}

std::string_view name_of(SignInScheme scheme)
{
    switch (scheme) {
    case SignInScheme::negotiate: return "Negotiate";
    case SignInScheme::bearer: return "Bearer";
    case SignInScheme::ntlm: return "NTLM";
    case SignInScheme::basic: return "Basic";
    }
    return "Basic";
}

std::optional<SignInScheme> sign_in_scheme_from(std::string_view name)
{
    for (auto const scheme : schemes)
        if (base::equals_ignoring_ascii_case(name, name_of(scheme))) return scheme;
    return std::nullopt;
}

std::vector<Challenge> read_challenges(std::vector<std::string> const& headers)
{
    std::vector<Challenge> challenges;
    for (auto const& header : headers) ChallengeReader(header).read_into(challenges);
    return challenges;
}

std::optional<SignInScheme> choose_scheme(
    SignInMeans const& means, std::vector<Challenge> const& offered, std::vector<SignInScheme> const& tried)
{
    if (tried.size() > 1) return std::nullopt;
    bool const may_be_basic
        = means.options.may_fall_back_to_basic || std::ranges::none_of(tried, keeps_the_password);
    for (auto const scheme : means.options.schemes) {
        if (std::ranges::find(tried, scheme) != tried.end()) continue;
        if (scheme == SignInScheme::basic && !may_be_basic) continue;
        if (is_offered(offered, scheme) && means.is_usable(scheme)) return scheme;
    }
    return std::nullopt;
}

}
