// What an HTTP answer means that brings nothing of what was asked for, by its status alone.
// Source: spec/photos.md 4.1 and 9; spec/soap.md 6, "HTTP status map"; spec/auth.md 9.7.
#pragma once

#include "client/http/transport.hpp"

namespace likeness::client {

/// How the question was put, as far as the answer's meaning hangs on it.
struct Asked {
    std::string host;
    bool with_credentials = false;
    bool with_validator = false;
    std::vector<SignInScheme>
        tried {}; ///< How it was signed in, in order; empty where nothing fits what is offered.
};

/// 301, 302, 303, 307 or 308.
bool is_redirect(HttpAnswer const& answer);

/// Whether it is a page for people, as Exchange's form-based sign-in answers with 200.
bool is_web_page(HttpAnswer const& answer);

/// sign_in: what is_web_page answers true for, where something else was asked for.
tl::unexpected<Failure> fail_with_web_page(Asked const& asked);

/// Whether the status refuses the sign-in, here or at a proxy, before anything else was judged.
bool refuses_sign_in(HttpAnswer const& answer);

/// sign_in (401, 440, 456), denied (403), server_busy (429, 503), server_error (5xx), network (407, a proxy's; 408),
/// refused (413), protocol (everything else).
tl::unexpected<Failure> fail_with_status(HttpAnswer const& answer, Asked const& asked);

}
