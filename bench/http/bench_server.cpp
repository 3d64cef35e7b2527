// A server that answers one fixed body, plain and over TLS: the cost of a request in the http room alone, with no
// sign-in, store or cache in it. `./run bench` loads it with wrk beside nginx serving the same bytes.
//
// http_bench_server BODY_BYTES [CERTIFICATE KEY]: prints the port for plain HTTP and the one for TLS, serves with one
// thread, and answers 304 to whoever sends If-None-Match.
#include "http/server.hpp"

#include <charconv>
#include <csignal>
#include <fmt/format.h>
#include <string>
#include <thread>

namespace {

using namespace likeness;

class FixedBody final : public http::Handler {
public:
    explicit FixedBody(std::size_t bytes)
        : body_(bytes, std::byte { 0x5a })
    {
    }

    http::Next on_head(http::Exchange& exchange) override
    {
        auto& response = exchange.response;
        response.status = exchange.head.find("If-None-Match") ? 304 : 200;
        response.shared_headers = "Content-Type: image/jpeg\r\nCache-Control: private, max-age=600\r\n"
                                  "ETag: \"0123456789ABCDEF\"\r\n";
        if (response.status == 200) response.body = body_;
        return http::Next::respond;
    }

    http::Next on_body(http::Exchange&) override { return http::Next::respond; }

private:
    base::Bytes body_;
};

std::size_t number(std::string_view text)
{
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 4) {
        fmt::print(stderr, "usage: {} BODY_BYTES [CERTIFICATE KEY]\n", argv[0]);
        return 2;
    }
    FixedBody handler(number(argv[1]));
    http::ServerOptions options { .listeners = { {} }, .threads = 1 };
    if (argc == 4) {
        options.tls = http::TlsFiles { argv[2], argv[3] };
        options.listeners.push_back({ .tls = true });
    }
    auto server = http::Server::open(std::move(options), handler);
    if (!server) {
        fmt::print(stderr, "{}\n", server.error());
        return 1;
    }

    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::jthread const stopper([&] {
        int signal = 0;
        sigwait(&signals, &signal);
        (*server)->stop();
    });
    for (auto const& listener : (*server)->listeners()) fmt::print("{}\n", listener.port);
    std::fflush(stdout);
    (*server)->run();
}
