// Router: the table of resources, and the way of every request through it.
#pragma once

#include "endpoints/sign_in.hpp"
#include "http/handler.hpp"

#include <string>
#include <vector>

namespace likeness::endpoints {

/// One row: a resource, who may ask, and by which methods.
struct Route {
    std::string path; ///< Compared without regard to ASCII case.
    std::string allow; ///< As in the Allow header: "GET, HEAD".
    Access access = Access::signed_in;
    Endpoint* endpoint = nullptr;
    std::string headers {}; ///< Lines that every answer has, a 401 too; each ended by CRLF.
    bool has_more_below = false; ///< What stands below the path is the resource's too: ".../more".
    std::string
        secure_url {}; ///< Where a GET that came in the clear is sent before anything is asked; empty: nowhere.
};

/// Immutable after construction; called on all I/O threads.
class Router final : public http::Handler {
public:
    /// `sign_in` and the endpoints must outlive it.
    Router(SignIn& sign_in, std::vector<Route> routes);

    /// An unknown path is 404, a method that is not in the row 405 with Allow, once it is known who asks.
    http::Next on_head(http::Exchange& exchange) override;

    /// Back to the endpoint that waits for it.
    http::Next on_body(http::Exchange& exchange) override;

private:
    Route const* route_of(std::string_view target) const;

    SignIn& sign_in_;
    std::vector<Route> routes_;
    std::vector<std::unique_ptr<Endpoint>> method_refusals_; ///< One a row.
};

}
