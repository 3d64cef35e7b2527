#include "http/request_head.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace likeness::http {

namespace {

namespace beast = boost::beast;
using beast::http::field;

// A request line holds a method, two blanks and the version besides its target.
constexpr std::size_t request_line_overhead_max = 64;

std::string_view as_std(beast::string_view text)
{
    return { text.data(), text.size() };
}

bool is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr std::array<bool, 256> letters_of(std::string_view letters)
{
    std::array<bool, 256> table {};
    for (char const letter : letters) table[static_cast<unsigned char>(letter)] = true;
    return table;
}

// Enough to keep a Host from meaning two things to two programs; whose name it is concerns nobody here.
bool is_plain_host(std::string_view text)
{
    static constexpr auto odd = letters_of(" \t,/\\@?#\"<>");
    return std::ranges::none_of(text, [](char letter) { return odd[static_cast<unsigned char>(letter)]; });
}

// "GET / HTTP/2.0" names a version that we do not speak; "GET / FOO" names none.
bool names_a_version(std::string_view head)
{
    auto const line = head.substr(0, head.find('\r'));
    auto const version = line.substr(std::min(line.size(), line.rfind(' ') + 1));
    return version.size() == 8 && version.starts_with("HTTP/") && all_digits(version.substr(5, 1))
        && version[6] == '.' && all_digits(version.substr(7));
}

Refusal refusal_of(beast::error_code const& found, std::string_view head)
{
    using beast::http::error;
    if (found == error::bad_version && names_a_version(head))
        return { 505, "only HTTP/1.0 and HTTP/1.1 are spoken here" };
    if (found == error::bad_method || found == error::bad_version) return { 400, "no HTTP request line" };
    if (found == error::bad_target) return { 400, "no valid request target" };
    if (found == error::bad_transfer_encoding) return { 400, "more than one framing of the body" };
    if (found == error::bad_content_length || found == error::multiple_content_length)
        return { 400, "no valid Content-Length" };
    return { 400, "no valid header line" };
}

// Takes down what Beast finds, and says no where Beast would go on.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    HeadParser(Limits const& limits, std::vector<Header>& headers, RequestHead& head)
        : limits_(limits)
        , headers_(headers)
        , head_(head)
    {
        header_limit(static_cast<std::uint32_t>(limits.head_bytes_max) + 1);
        body_limit(boost::none);
    }

    std::optional<Refusal> const& refusal() const { return refusal_; }
    bool expects_continue() const { return expects_continue_; }

    // What can be judged only once every line was seen.
    std::optional<Refusal> judge_whole()
    {
        bool const http_1_1 = head_.minor_version == 1;
        if (http_1_1 && !host_) return Refusal { 400, "no Host" };
        if (!http_1_1 && chunked()) return Refusal { 400, "HTTP/1.0 knows no Transfer-Encoding" };
        if (!http_1_1) expects_continue_ = false;
        return reduce_target();
    }

private:
    // Absolute-form is what callers send to proxies; its authority then takes the place of Host.
    std::optional<Refusal> reduce_target()
    {
        auto& target = head_.target;
        if (target.starts_with('/')) return std::nullopt;
        auto const scheme = target.find("://");
        auto const name = target.substr(0, scheme);
        if (!base::equals_ignoring_ascii_case(name, "http")
            && !base::equals_ignoring_ascii_case(name, "https"))
            return Refusal { 400, "the request target is neither a path nor a URL" };
        target.remove_prefix(scheme + 3);
        auto const path = target.find('/');
        auto const authority = target.substr(0, path);
        if (authority.empty() || !is_plain_host(authority))
            return Refusal { 400, "the request target is no valid URL" };
        if (host_) headers_[*host_].value = authority;
        target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
        return std::nullopt;
    }

    void refuse(int status, std::string_view reason, beast::error_code& error)
    {
        refusal_ = Refusal { status, reason };
        error = beast::http::error::bad_field;
    }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
        beast::error_code& error) override
    {
        head_.method = as_std(method);
        head_.target = as_std(target);
        head_.minor_version = version - 10;
        if (target.size() > limits_.target_bytes_max) refuse(414, "the request target is too long", error);
    }

    void on_field_impl(
        field known, beast::string_view name, beast::string_view value, beast::error_code& error) override
    {
        if (headers_.size() == limits_.headers_max) return refuse(431, "too many header lines", error);
        headers_.push_back({ as_std(name), as_std(value) });
        if (known == field::host) see_host(as_std(value), error);
        if (known == field::content_length) see_content_length(as_std(value), error);
        if (known == field::transfer_encoding) see_transfer_encoding(as_std(value), error);
        if (known == field::expect) see_expectation(as_std(value), error);
    }

    void see_host(std::string_view value, beast::error_code& error)
    {
        if (host_) return refuse(400, "more than one Host", error);
        if (!is_plain_host(value)) return refuse(400, "no valid Host", error);
        host_ = headers_.size() - 1;
    }

    // Beast takes "5, 5" and two equal lines; programs in front of us may read either in another way.
    void see_content_length(std::string_view value, beast::error_code& error)
    {
        if (content_length_seen_ || !all_digits(value)) return refuse(400, "no valid Content-Length", error);
        content_length_seen_ = true;
    }

    void see_transfer_encoding(std::string_view value, beast::error_code& error)
    {
        if (!base::equals_ignoring_ascii_case(value, "chunked"))
            refuse(501, "no Transfer-Encoding but chunked is known here", error);
    }

    void see_expectation(std::string_view value, beast::error_code& error)
    {
        if (!base::equals_ignoring_ascii_case(value, "100-continue"))
            return refuse(417, "no expectation but 100-continue is met here", error);
        expects_continue_ = true;
    }

    // The rest of the interface concerns answers and bodies, which are not read here.
    void on_response_impl(int, beast::string_view, int, beast::error_code&) override { }
    void on_header_impl(beast::error_code&) override { }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, beast::error_code&) override { }
    std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, beast::error_code&) override
    {
        return 0;
    }
    void on_finish_impl(beast::error_code&) override { }

    Limits const& limits_;
    std::vector<Header>& headers_;
    RequestHead& head_;
    std::optional<Refusal> refusal_;
    std::optional<std::size_t> host_; // Where it stands in headers_.
    bool content_length_seen_ = false;
    bool expects_continue_ = false;
};

}

Progress HeadScanner::refuse(int status, std::string_view reason)
{
    refusal_ = { status, reason };
    return Progress::refused;
}

std::optional<Refusal> HeadScanner::over_limit(std::size_t line_end) const
{
    bool const in_request_line = line_begin_ == 0;
    if (in_request_line && line_end > limits_->target_bytes_max + request_line_overhead_max)
        return Refusal { 414, "the request target is too long" };
    if (line_end > limits_->head_bytes_max) return Refusal { 431, "the head of the request is too long" };
    return std::nullopt;
}

Progress HeadScanner::scan(std::string_view bytes)
{
    // What cannot start a method is another protocol, such as TLS: no need to wait for a line of it.
    if (!bytes.empty() && (bytes.front() <= ' ' || bytes.front() > '~'))
        return refuse(400, "no HTTP request line");
    for (;;) {
        auto const newline = bytes.find('\n', searched_);
        bool const whole = newline != std::string_view::npos;
        auto const line_end = whole ? newline + 1 : bytes.size();
        if (auto const refusal = over_limit(line_end)) return refuse(refusal->status, refusal->reason);
        searched_ = line_end;
        if (!whole) return Progress::need_more;

        auto const line = bytes.substr(line_begin_, line_end - line_begin_);
        if (!line.ends_with("\r\n")) return refuse(400, "a line of the head does not end in CR LF");
        if (line_begin_ > 0 && is_blank(line.front())) return refuse(400, "a header line is folded");
        line_begin_ = end_ = line_end;
        if (line.size() == 2) return Progress::done;
    }
}

void HeadScanner::restart()
{
    line_begin_ = searched_ = end_ = 0;
}

std::optional<Refusal> parse_head(std::string_view bytes, Limits const& limits, std::vector<Header>& headers,
    RequestHead& head, Framing& framing)
{
    headers.clear();
    HeadParser parser(limits, headers, head);
    beast::error_code error;
    auto const used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (parser.refusal()) return parser.refusal();
    if (error) return refusal_of(error, bytes);
    // The scanner and Beast must agree on where the head ends, or somebody could stand between them.
    if (!parser.is_header_done() || used != bytes.size()) return Refusal { 400, "no valid head" };
    if (auto const refusal = parser.judge_whole()) return refusal;

    head.headers = headers;
    framing.chunked = parser.chunked();
    framing.content_length = parser.content_length().value_or(0);
    framing.keep_alive = parser.keep_alive();
    framing.expects_continue = parser.expects_continue();
    return std::nullopt;
}

}
