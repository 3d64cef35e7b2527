#include "client/http/transport.hpp"

#include "base/ascii.hpp"
#include "client/http/ntlm_password.hpp"
#include "client/http/private_address.hpp"
#include "client/http/proxy.hpp"
#include "client/printable.hpp"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace likeness::client {

namespace {

struct FreeList {
    void operator()(curl_slist* raw) const noexcept { curl_slist_free_all(raw); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

bool append(List& list, std::string const& line)
{
    auto* const longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) return false;
    static_cast<void>(list.release());
    list.reset(longer);
    return true;
}

// libcurl wants this once in a process, before any other call; since 7.84 it may run beside other threads.
// It is never undone: another thread, or another user of libcurl in the process, may be inside it.
bool is_curl_ready()
{
    static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

// libcurl asks for a socket with the very address that it will connect to: what DNS says a moment later is no matter.
struct Dialling {
    bool public_addresses_only = false;
    bool refused_private = false;
};

curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address)
{
    auto& dialling = *static_cast<Dialling*>(context);
    if (dialling.public_addresses_only && is_private_address(address->addr)) {
        dialling.refused_private = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

enum class Stopped { no, headers_too_large, body_too_large, body_not_needed };

// What the callbacks of one transfer write to.
struct Receiving {
    CURL* easy = nullptr;
    std::size_t answer_bytes_max = 0;
    std::size_t header_bytes = 0;
    std::size_t body_bytes = 0;
    base::Bytes body;
    Stopped stopped = Stopped::no;

    // Anything but the size makes libcurl end the transfer.
    std::size_t stop(Stopped why)
    {
        stopped = why;
        return 0;
    }
};

std::size_t take_header(char*, std::size_t, std::size_t size, void* context)
{
    auto& receiving = *static_cast<Receiving*>(context);
    receiving.header_bytes += size;
    if (receiving.header_bytes > limits::response_header_bytes_max)
        return receiving.stop(Stopped::headers_too_large);
    return size;
}

bool announces_more_than(CURL* easy, std::size_t bytes_max)
{
    curl_off_t announced = -1;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    return announced > static_cast<curl_off_t>(bytes_max);
}

int status_of(CURL* easy)
{
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

bool is_xml(CURL* easy)
{
    char const* said = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &said);
    std::string_view const whole(said ? said : "");
    auto const type = base::trim(whole.substr(0, whole.find(';')));
    return base::equals_ignoring_ascii_case(type, "text/xml")
        || base::equals_ignoring_ascii_case(type, "application/xml");
}

void append(base::Bytes& body, char const* data, std::size_t size)
{
    auto const* const bytes = reinterpret_cast<std::byte const*>(data);
    body.insert(body.end(), bytes, bytes + size);
}

std::size_t take_error_body(Receiving& receiving, char const* data, std::size_t size)
{
    if (receiving.body_bytes > limits::error_body_bytes_max) return receiving.stop(Stopped::body_not_needed);
    if (is_xml(receiving.easy)) append(receiving.body, data, size);
    return size;
}

std::size_t take_piece(Receiving& receiving, char const* data, std::size_t size)
{
    receiving.body_bytes += size;
    if (status_of(receiving.easy) != 200) return take_error_body(receiving, data, size);
    if (receiving.body_bytes > receiving.answer_bytes_max
        || announces_more_than(receiving.easy, receiving.answer_bytes_max))
        return receiving.stop(Stopped::body_too_large);
    append(receiving.body, data, size);
    return size;
}

// No exception may pass libcurl's frames: 0 ends the transfer.
std::size_t take_body(char* data, std::size_t, std::size_t size, void* context)
{
    try {
        return take_piece(*static_cast<Receiving*>(context), data, size);
    } catch (std::exception const&) {
        return 0;
    }
}

long curl_scheme_of(SignInScheme scheme)
{
    switch (scheme) {
    case SignInScheme::negotiate: return static_cast<long>(CURLAUTH_NEGOTIATE);
    case SignInScheme::bearer: return static_cast<long>(CURLAUTH_BEARER);
    case SignInScheme::ntlm: return static_cast<long>(CURLAUTH_NTLM);
    case SignInScheme::basic: break;
    }
    return static_cast<long>(CURLAUTH_BASIC);
}

// libcurl asks about once a second, more often while bytes travel. Anything but 0 ends the transfer.
int watch(void* context, curl_off_t to_receive, curl_off_t received, curl_off_t to_send, curl_off_t sent)
{
    auto const& request = *static_cast<HttpRequest const*>(context);
    if (request.stop.stop_requested()) return 1;
    auto const count
        = [](curl_off_t bytes) { return static_cast<std::uint64_t>(std::max<curl_off_t>(bytes, 0)); };
    if (request.progress)
        request.progress({ count(sent), count(to_send), count(received), count(to_receive) });
    return 0;
}

struct TicketTalk {
    bool has_sent = false;
    std::string missing; // GSSAPI's reason why there was none to send.
};

// What libcurl does not say in any other way: without a ticket it sends the request without one.
int hear_of_ticket(CURL*, curl_infotype type, char* data, std::size_t size, void* context)
{
    constexpr std::string_view failed = "gss_init_sec_context() failed: ";
    auto& talk = *static_cast<TicketTalk*>(context);
    std::string_view const text(data, size);
    if (type == CURLINFO_HEADER_OUT && text.contains("\r\nAuthorization: Negotiate "))
        talk.has_sent = true;
    else if (type == CURLINFO_TEXT && text.starts_with(failed) && !talk.has_sent)
        talk.missing = base::trim(text.substr(failed.size()));
    return 0;
}

// What is handed to libcurl.
Outcome<std::optional<SignIn>> written(std::optional<SignIn> sign_in)
{
    if (!sign_in || sign_in->scheme != SignInScheme::ntlm) return sign_in;
    auto password = ntlm_password(sign_in->credentials.password);
    if (!password)
        return fail(FailureKind::invalid_request,
            "NTLM cannot be used with a password that has letters outside of ISO 8859-1",
            "another sign-in may be named, if the server offers one");
    sign_in->credentials.password = *std::move(password);
    return sign_in;
}

// Of the proxy's answer to CONNECT; 0 where there was none.
int proxy_status_of(CURL* easy)
{
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return static_cast<int>(status);
}

// A proxy that wants a sign-in answers as it does to a request without TLS.
Outcome<HttpAnswer> judge_proxy(int status, Url const& url)
{
    if (status == 407) return HttpAnswer { .status = status };
    return fail(FailureKind::network,
        "the proxy makes no connection to " + url.host + " (" + std::to_string(status) + ")");
}

FailureKind kind_of(CURLcode code)
{
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK: return FailureKind::cancelled;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return FailureKind::tls;
    case CURLE_SSL_CACERT_BADFILE: return FailureKind::invalid_request;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PROXY: return FailureKind::network;
    case CURLE_FAILED_INIT: return FailureKind::internal;
    // What remains is an answer that libcurl could not read as HTTP/1; of a header line of more than 100 KB it says that
    // memory is short.
    default: return FailureKind::protocol;
    }
}

std::string message_of(CURLcode code, Url const& url)
{
    switch (kind_of(code)) {
    case FailureKind::tls: return "no secure connection to " + url.host;
    case FailureKind::invalid_request: return "the file of trusted certificates cannot be used";
    case FailureKind::internal: return "the HTTP library failed";
    case FailureKind::protocol: return url.host + " gave an answer that cannot be read";
    case FailureKind::cancelled: return "it was cancelled";
    default: break;
    }
    if (code == CURLE_OPERATION_TIMEDOUT) return url.host + " took too long";
    if (code == CURLE_COULDNT_RESOLVE_HOST) return "no address is known for " + url.host;
    if (code == CURLE_COULDNT_CONNECT) return "no connection to " + url.host;
    return "the connection to " + url.host + " broke off";
}

std::optional<std::chrono::seconds> retry_after(CURL* easy)
{
    curl_off_t seconds = 0;
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds <= 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

std::optional<std::string> find_header(CURL* easy, char const* name, std::size_t index)
{
    curl_header* found = nullptr;
    if (curl_easy_header(easy, name, index, CURLH_HEADER, -1, &found) != CURLHE_OK) return std::nullopt;
    return found->value;
}

std::string header(CURL* easy, char const* name)
{
    return find_header(easy, name, 0).value_or(std::string());
}

std::vector<std::string> challenges(CURL* easy)
{
    std::vector<std::string> found;
    while (auto next = find_header(easy, "WWW-Authenticate", found.size())) found.push_back(*std::move(next));
    return found;
}

HttpAnswer answer_of(CURL* easy, base::Bytes body)
{
    return {
        .status = status_of(easy),
        .content_type = header(easy, "Content-Type"),
        .etag = header(easy, "ETag"),
        .location = header(easy, "Location"),
        .photo_error = header(easy, "X-Photo-Error"),
        .challenges = challenges(easy),
        .soap_enabled = !header(easy, "X-SOAP-Enabled").empty(),
        .retry_after = retry_after(easy),
        .missing_ticket = {},
        .body = std::move(body),
    };
}

}

// A libcurl handle whose every refused option is noticed: a transfer never starts with half its safety set.
class Transport::Easy {
public:
    Easy()
        : raw_(curl_easy_init())
    {
        // Cookies are kept in memory: load balancers keep us at one server by them. An empty line switches that on for
        // good; CURLOPT_COOKIEFILE, which is the usual way, leaks with each curl_easy_reset of libcurl 7.88.
        if (raw_) curl_easy_setopt(raw_, CURLOPT_COOKIELIST, "");
    }
    ~Easy() { curl_easy_cleanup(raw_); }
    Easy(Easy const&) = delete;
    Easy& operator=(Easy const&) = delete;

    bool is_open() const { return raw_ != nullptr; }

    Outcome<HttpAnswer> send(TransportOptions const& options, HttpRequest const& request)
    {
        auto const proxy = proxy_for(options.proxy, request.url, proxies_of_environment());
        if (!is_usable_proxy(proxy))
            return fail(FailureKind::invalid_request, "the address of the proxy cannot be used",
                "http://HOST:PORT, with USER:PASSWORD@ before HOST where it wants them");
        auto const sign_in = written(request.sign_in);
        if (!sign_in) return tl::unexpected(sign_in.error());
        prepare();
        TicketTalk talk;
        if (*sign_in) set_sign_in(**sign_in, talk);
        return transfer(options, request, proxy).map([&](HttpAnswer answer) {
            answer.missing_ticket = printable(talk.missing);
            return answer;
        });
    }

private:
    Outcome<HttpAnswer> transfer(
        TransportOptions const& options, HttpRequest const& request, std::string const& proxy)
    {
        Receiving receiving { .easy = raw_, .answer_bytes_max = request.answer_bytes_max };
        Dialling dialling;
        set_safety(options);
        set_way(options, request, proxy, dialling);
        set_limits(options, request.time_max);
        set_receiver(receiving);
        set_watch(request);
        List headers;
        List addresses;
        List other_ways;
        if (!set_request(request, headers) || !set_list(CURLOPT_RESOLVE, options.resolve, addresses)
            || !set_list(CURLOPT_CONNECT_TO, options.connect_to, other_ways) || refused_ != CURLE_OK)
            return fail(FailureKind::internal, "the HTTP library failed", curl_easy_strerror(refused_));
        auto const code = curl_easy_perform(raw_);
        set(CURLOPT_VERBOSE,
            0L); // What listens ends with the call; the connection, of which there may be news, not.
        if (code == CURLE_COULDNT_CONNECT && dialling.refused_private)
            return fail(
                FailureKind::private_address, request.url.host + " leads to an address of a private network");
        return outcome(code, request.url, receiving);
    }

    // Options go, connections and the resolver's memory stay.
    void prepare()
    {
        curl_easy_reset(raw_);
        refused_ = CURLE_OK;
        error_text_[0] = '\0';
        set(CURLOPT_ERRORBUFFER, error_text_);
    }

    template <class Value> void set(CURLoption option, Value value)
    {
        auto const status = curl_easy_setopt(raw_, option, value);
        if (refused_ == CURLE_OK) refused_ = status;
    }

    void set_safety(TransportOptions const& options)
    {
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        if (!options.ca_file.empty()) {
            set(CURLOPT_CAINFO, options.ca_file.c_str());
            // Without this the system's folder of certificates would still be trusted beside the file.
            set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
        }
    }

    // Through a proxy the addresses that we connect to are the proxy's, and whom it connects to is its own judgement.
    void set_way(TransportOptions const& options, HttpRequest const& request, std::string const& proxy,
        Dialling& dialling)
    {
        set(CURLOPT_PROXY, proxy.c_str());
        // The file of trusted authorities is for the proxy's own certificate too, where it is spoken to over TLS.
        if (!options.ca_file.empty()) {
            set(CURLOPT_PROXY_CAINFO, options.ca_file.c_str());
            set(CURLOPT_PROXY_CAPATH, static_cast<char const*>(nullptr));
        }
        set(CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_NOPROXY, ""); // Judged already: libcurl is not to look at the environment again.
        dialling.public_addresses_only = request.public_addresses_only && proxy.empty();
        set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
        set(CURLOPT_OPENSOCKETDATA, &dialling);
    }

    void set_limits(TransportOptions const& options, std::chrono::milliseconds time_max)
    {
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L); // Not even for a name that the DNS is still looking for is waited.
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time_max.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(time_max.count()));
        set(CURLOPT_LOW_SPEED_LIMIT, limits::stall_bytes_per_second_min);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_time_max.count()));
    }

    void set_receiver(Receiving& receiving)
    {
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
        set(CURLOPT_HEADERFUNCTION, &take_header);
        set(CURLOPT_HEADERDATA, &receiving);
        set(CURLOPT_WRITEFUNCTION, &take_body);
        set(CURLOPT_WRITEDATA, &receiving);
    }

    void set_watch(HttpRequest const& request)
    {
        if (!request.progress && !request.stop.stop_possible()) return;
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &watch);
        set(CURLOPT_XFERINFODATA, const_cast<HttpRequest*>(&request));
    }

    bool set_request(HttpRequest const& request, List& headers)
    {
        set(CURLOPT_URL, to_string(request.url).c_str());
        set(CURLOPT_USERAGENT, "likeness/" LIKENESS_VERSION);
        if (!request.if_none_match.empty() && !append(headers, "If-None-Match: " + request.if_none_match))
            return false;
        if (request.method == Method::post && !set_body(request, headers)) return false;
        set(CURLOPT_HTTPHEADER, headers.get());
        return true;
    }

    // One scheme is named at a time, so that libcurl never takes another one by itself.
    void set_sign_in(SignIn const& sign_in, TicketTalk& talk)
    {
        set(CURLOPT_HTTPAUTH, curl_scheme_of(sign_in.scheme));
        if (sign_in.scheme == SignInScheme::negotiate) {
            set(CURLOPT_VERBOSE, 1L);
            set(CURLOPT_DEBUGFUNCTION, &hear_of_ticket);
            set(CURLOPT_DEBUGDATA, &talk);
        }
        if (sign_in.scheme == SignInScheme::bearer) {
            set(CURLOPT_XOAUTH2_BEARER, sign_in.token.c_str());
            return;
        }
        // For Negotiate both are empty: libcurl then takes the ticket that is there.
        set(CURLOPT_USERNAME, sign_in.credentials.user.c_str());
        set(CURLOPT_PASSWORD, sign_in.credentials.password.c_str());
    }

    // libcurl would announce a large body by Expect: 100-continue, and wait a second for servers and proxies that do
    // not answer it. Credentials go along at once, so hardly any body is sent in vain; where one is, libcurl heeds an
    // answer that comes before its end.
    bool set_body(HttpRequest const& request, List& headers)
    {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request.body.data()); // Not copied: `request` outlives the transfer.
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        return append(headers, "Content-Type: " + request.content_type) && append(headers, "Expect:");
    }

    bool set_list(CURLoption option, std::vector<std::string> const& lines, List& list)
    {
        for (auto const& line : lines)
            if (!append(list, line)) return false;
        set(option, list.get());
        return true;
    }

    Outcome<HttpAnswer> outcome(CURLcode code, Url const& url, Receiving& receiving)
    {
        switch (receiving.stopped) {
        case Stopped::headers_too_large:
            return fail(FailureKind::protocol, url.host + " sends more headers than are read");
        case Stopped::body_too_large:
            return fail(FailureKind::protocol, url.host + " sends a larger answer than is read");
        case Stopped::body_not_needed: return answer_of(raw_, {});
        case Stopped::no: break;
        }
        if (code == CURLE_OK) return answer_of(raw_, std::move(receiving.body));
        if (auto const status = proxy_status_of(raw_); status >= 300) return judge_proxy(status, url);
        auto const* const said = error_text_[0] ? error_text_ : curl_easy_strerror(code);
        return fail(kind_of(code), message_of(code, url), printable(said));
    }

    CURL* raw_;
    CURLcode refused_ = CURLE_OK;
    char error_text_[CURL_ERROR_SIZE] = {};
};

Transport::Transport(TransportOptions options, std::unique_ptr<Easy> easy)
    : options_(std::move(options))
    , easy_(std::move(easy))
{
}

Transport::Transport(Transport&&) noexcept = default;
Transport& Transport::operator=(Transport&&) noexcept = default;
Transport::~Transport() = default;

Outcome<Transport> Transport::open(TransportOptions options)
{
    // libcurl would report this only at the first https request, and then as trouble with TLS.
    if (!options.ca_file.empty() && ::access(options.ca_file.c_str(), R_OK) != 0)
        return fail(FailureKind::invalid_request, "the file of trusted certificates cannot be read",
            options.ca_file.string());
    auto easy = is_curl_ready() ? std::make_unique<Easy>() : nullptr;
    if (!easy || !easy->is_open()) return fail(FailureKind::internal, "the HTTP library failed");
    return Transport(std::move(options), std::move(easy));
}

Outcome<HttpAnswer> Transport::send(HttpRequest const& request)
{
    if (request.sign_in)
        if (auto const checked = check_may_carry_credentials(request.url); !checked)
            return tl::unexpected(checked.error());
    return easy_->send(options_, request);
}

}
