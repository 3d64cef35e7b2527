// What Autodiscover is asked, by SOAP, plain XML or JSON, and what its answers say: the three readers' one vocabulary.
// Source: spec/autodiscover.md 2, 5, 6 and 7.
#pragma once

#include "client/http/transport.hpp"
#include "core/email_address.hpp"

#include <string>
#include <variant>
#include <vector>

namespace likeness::client {

/// Texts as a server sent them: nothing is judged.
struct ToldServer {
    std::string ews_url;
    std::string inner_ews_url; ///< For inside the server's own network. May be empty.
    std::vector<std::string> schemas; ///< The versions of EWS that it speaks. May be empty.
    std::string display_name;

    friend bool operator==(ToldServer const&, ToldServer const&) = default;
};

struct ToldUrl {
    std::string url;

    friend bool operator==(ToldUrl const&, ToldUrl const&) = default;
};

struct ToldAddress {
    std::string address;

    friend bool operator==(ToldAddress const&, ToldAddress const&) = default;
};

/// Autodiscover's own words for why it has nothing.
struct ToldRefusal {
    bool is_busy = false;
    std::string reason; ///< As it came.

    friend bool operator==(ToldRefusal const&, ToldRefusal const&) = default;
};

using Told = std::variant<ToldServer, ToldUrl, ToldAddress, ToldRefusal>;

enum class Wire { soap, pox, json };

/// The question about `address`, to `url`, which is of that wire. JSON's is a GET with the address in its query.
HttpRequest autodiscover_request(Wire wire, Url url, EmailAddress const& address);

/// In: an answer with status 200, or SOAP's fault. Errors: protocol for what is no answer of that wire.
Outcome<Told> read_autodiscover_answer(Wire wire, HttpAnswer const& answer);

}
