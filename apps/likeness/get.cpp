#include "apps/likeness/get.hpp"

#include "apps/likeness/client_failure.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/password_input.hpp"
#include "apps/likeness/picture_file.hpp"
#include "client/cached_photo.hpp"
#include "client/photo_client.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct GetOptions {
    std::string email;
    std::string size { code_of(PhotoSize::hr648x648) };
    std::string output;
    std::string url;
    std::string user;
    std::string password_file;
    std::string cacert;
    std::chrono::seconds::rep timeout_s = client::limits::request_time_max.count();
    bool no_cache = false;
    bool json = false;
    bool quiet = false;
};

void declare_photo(CLI::App& command, GetOptions& options)
{
    command.add_option("EMAIL", options.email, "Whose photo")->required()->type_name("");
    command
        .add_option("--size", options.size,
            "HR48x48, 64, 96, 120, 240, 360, 432, 504 or HR648x648; the server may hold another one only")
        ->type_name("CODE")
        ->capture_default_str();
    command
        .add_option("-o,--output", options.output,
            "Where to write it; - is the standard output. Without it sadie.jpg for sadie@..., by the "
            "picture's type")
        ->type_name("FILE|DIR");
}

void declare_server(CLI::App& command, GetOptions& options)
{
    command
        .add_option("--url", options.url,
            "The server, its .../EWS/Exchange.asmx or its .../s/GetUserPhoto; http only without --user or to "
            "this "
            "machine")
        ->required()
        ->envname("LIKENESS_URL")
        ->type_name("URL");
    command
        .add_option(
            "--user", options.user, "Sign in as: user@domain, DOMAIN\\user or user. Without it, as nobody")
        ->envname("LIKENESS_USER")
        ->type_name("USER");
    command
        .add_option("--password-file", options.password_file,
            "The password is the first line of FILE; - is the standard input. Without it LIKENESS_PASSWORD "
            "holds it, "
            "or the terminal is asked")
        ->envname("LIKENESS_PASSWORD_FILE")
        ->type_name("FILE");
    command.add_option("--cacert", options.cacert, "Trust the authorities in this PEM file, and no others")
        ->envname("LIKENESS_CACERT")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout_s, "Give up after so many seconds")
        ->check(CLI::Range(1, 3600))
        ->type_name("SECONDS")
        ->capture_default_str();
}

void declare_get(CLI::App& command, GetOptions& options)
{
    declare_photo(command, options);
    declare_server(command, options);
    command.add_flag("--no-cache", options.no_cache, "Neither use nor keep the answers of earlier times");
    auto* const json = command.add_flag("--json", options.json, "Print what became of it as a JSON object");
    command.add_flag("--quiet", options.quiet, "Say nothing but errors")->excludes(json);
}

bool writes_to_standard_output(GetOptions const& options)
{
    return options.output == "-";
}

Outcome<void> check_output(GetOptions const& options)
{
    if (!writes_to_standard_output(options)) return {};
    if (options.json)
        return fail(FailureKind::invalid_request, "--json and -o - both want the standard output");
    if (::isatty(STDOUT_FILENO) != 0)
        return fail(FailureKind::invalid_request, "a picture is no text for a terminal: give -o FILE");
    return {};
}

Outcome<GetUserPhoto> request_from(GetOptions const& options)
{
    auto email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(client_failure_from(email.error()));
    auto const size = parse_photo_size(options.size);
    if (!size) return tl::unexpected(client_failure_from(size.error()));
    return GetUserPhoto { .email = std::move(*email), .size = *size };
}

Result<std::string> password_for(GetOptions const& options, client::Url const& endpoint)
{
    if (!options.password_file.empty()) return read_password(options.password_file);
    auto const* const from_environment = std::getenv("LIKENESS_PASSWORD");
    if (from_environment && *from_environment) return std::string(from_environment);
    return ask_password(fmt::format("Password of {} at {}", printable(options.user), endpoint.host));
}

// The address is judged first: nobody is to type a password that is then refused its way.
Outcome<std::optional<client::Credentials>> credentials_for(
    GetOptions const& options, client::Url const& endpoint)
{
    if (options.user.empty()) return std::nullopt;
    if (auto const checked = client::check_may_carry_credentials(endpoint); !checked)
        return tl::unexpected(checked.error());
    auto password = password_for(options, endpoint);
    if (!password) return tl::unexpected(client_failure_from(password.error()));
    return client::Credentials { options.user, std::move(*password) };
}

Outcome<client::PhotoClient> open_client(GetOptions const& options)
{
    auto endpoint = client::parse_url(options.url).and_then(client::photo_endpoint);
    if (!endpoint) return tl::unexpected(endpoint.error());
    auto credentials = credentials_for(options, *endpoint);
    if (!credentials) return tl::unexpected(credentials.error());
    return client::PhotoClient::open({
        .endpoint = std::move(*endpoint),
        .credentials = std::move(*credentials),
        .request_time_max = std::chrono::seconds(options.timeout_s),
        .transport = { .ca_file = options.cacert },
    });
}

void tell_about_cache(GetOptions const& options, std::error_code error)
{
    if (!options.quiet) tell("the photo is not kept for the next time: {}", error.message());
}

// A cache that cannot be used costs time, never the photo.
std::optional<client::PhotoCache> open_cache(GetOptions const& options)
{
    if (options.no_cache) return std::nullopt;
    auto folder = client::photo_cache_folder(std::getenv("XDG_CACHE_HOME"), std::getenv("HOME"));
    if (!folder) return std::nullopt;
    auto cache = client::PhotoCache::open(*std::move(folder));
    if (cache) return *std::move(cache);
    tell_about_cache(options, cache.error());
    return std::nullopt;
}

Outcome<client::FetchedPhoto> fetch(
    GetOptions const& options, client::PhotoClient& client, GetUserPhoto const& request)
{
    auto cache = open_cache(options);
    auto fetched
        = cache ? client::get_user_photo(client, *cache, request) : client::get_user_photo(client, request);
    if (fetched && fetched->cache_error) tell_about_cache(options, fetched->cache_error);
    return fetched;
}

// What became of it, for people and for programs.
struct Got {
    client::FetchedPhoto fetched;
    std::string file; ///< Empty without a photo.
};

Outcome<std::string> write_photo(
    GetOptions const& options, EmailAddress const& email, client::ReceivedPhoto const& photo)
{
    if (writes_to_standard_output(options)) {
        // What could not be written is noticed when the standard output is flushed.
        std::fwrite(photo.bytes.data(), 1, photo.bytes.size(), stdout);
        return options.output;
    }
    auto const file = picture_file(options.output, email, photo.type);
    auto const written = write_picture_file(file, photo.bytes);
    if (written) return file.string();
    return fail(FailureKind::internal, file.string() + " cannot be written", written.error().message());
}

Outcome<Got> get(GetOptions const& options)
{
    if (auto const checked = check_output(options); !checked) return tl::unexpected(checked.error());
    auto const request = request_from(options);
    if (!request) return tl::unexpected(request.error());
    auto client = open_client(options);
    if (!client) return tl::unexpected(client.error());
    auto fetched = fetch(options, *client, *request);
    if (!fetched) return tl::unexpected(fetched.error());
    if (!fetched->photo) return Got { std::move(*fetched), {} };
    return write_photo(options, request->email, *fetched->photo).map([&](std::string file) {
        return Got { std::move(*fetched), std::move(file) };
    });
}

ExitCode exit_code_after(Outcome<Got> const& got)
{
    if (!got) return exit_code_of(got.error().kind);
    return got->fetched.photo ? ExitCode::ok : ExitCode::not_found;
}

using Json = nlohmann::ordered_json;

void add_photo(Json& json, Got const& got)
{
    json["status"] = !got.fetched.photo ? "no_photo" : got.fetched.is_unchanged ? "unchanged" : "new";
    if (!got.fetched.photo) return;
    json["file"] = got.file;
    json["bytes"] = got.fetched.photo->bytes.size();
    json["content_type"] = content_type_of(got.fetched.photo->type);
    json["etag"] = got.fetched.photo->validator;
}

void add_failure(Json& json, client::Failure const& failure)
{
    json["status"] = "failed";
    json["kind"] = name_of(failure.kind);
    json["message"] = failure.message;
    json["detail"] = failure.detail;
    if (failure.retry_after) json["retry_after_seconds"] = failure.retry_after->count();
}

void print_json(GetOptions const& options, Outcome<Got> const& got)
{
    Json json { { "email", options.email }, { "size", options.size } };
    if (got)
        add_photo(json, *got);
    else
        add_failure(json, got.error());
    json["exit_code"] = static_cast<int>(exit_code_after(got));
    // File names and words of the command line need not be UTF-8.
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// 12,345.
std::string grouped(std::size_t number)
{
    auto digits = std::to_string(number);
    for (auto at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
    return digits;
}

void tell_people(GetOptions const& options, Got const& got)
{
    auto const& photo = got.fetched.photo;
    if (!photo)
        return tell("{} shows no photo of {}, or does not know the address", options.url, options.email);
    tell("{}: {} bytes, {}, {}", got.file, grouped(photo->bytes.size()), content_type_of(photo->type),
        got.fetched.is_unchanged ? "unchanged (304, from the cache)" : "new");
}

ExitCode run_get(GetOptions const& options)
{
    auto const got = get(options);
    if (options.json) print_json(options, got);
    if (!got) return report_failure("get the photo of " + options.email, got.error());
    if (!options.json && !options.quiet) tell_people(options, *got);
    return exit_code_after(got);
}

}

void add_get(CLI::App& line, Command& chosen)
{
    add_command<GetOptions>(line, chosen,
        { .name = "get",
            .does = "Get a person's photo from an Exchange or likeness server",
            .examples
            = "  likeness get sadie@contoso.com --url https://mail.contoso.com --user hope@contoso.com\n"
              "  likeness get sadie@contoso.com --size HR96x96 -o Sadie.jpg --url "
              "https://mail.contoso.com/EWS/Exchange.asmx --user 'CONTOSO\\hope' --password-file secret.txt\n"
              "  LIKENESS_URL=http://localhost:8080 likeness get sadie@contoso.com --json | jq -r .status\n\n"
              "The server is always asked; it sends the picture only when it is not the one of last time, "
              "which is kept\nunder $XDG_CACHE_HOME/likeness. When there is no photo (exit code 3) or it "
              "cannot be fetched, FILE stays as it is.\n" },
        declare_get, run_get);
}

}
