// Which proxy a request goes through, as libcurl and most programs read it from the environment.
// Source: curl(1), "PROXY ENVIRONMENT VARIABLES".
#pragma once

#include "client/http/url.hpp"

#include <string>

namespace likeness::client {

/// What the environment says; empty where it says nothing.
struct Proxies {
    std::string http; ///< http_proxy; in lower case alone, since CGI makes HTTP_PROXY of a header.
    std::string https; ///< https_proxy, or HTTPS_PROXY.
    std::string all; ///< all_proxy, or ALL_PROXY.
    std::string except; ///< no_proxy, or NO_PROXY: domains between commas; "*" is everybody.
};

/// The environment must not be changed meanwhile by another thread.
Proxies proxies_of_environment();

/// The proxy for this URL; empty where there is none. This machine is never asked for by a proxy. In: what was chosen for
/// all requests: an address, "none", or empty where the environment decides.
std::string proxy_for(std::string const& chosen, Url const& url, Proxies const& proxies);

/// Whether libcurl can go by what proxy_for made. It may hold a user name and a password, so that no error may quote it.
bool is_usable_proxy(std::string const& proxy);

}
