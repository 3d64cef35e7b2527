#include "apps/likeness/client/get.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/client/picture_options.hpp"
#include "apps/likeness/client/picture_screen.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/picture_file.hpp"
#include "client/photos/cached_photo.hpp"
#include "client/photos/photo_client.hpp"
#include "client/soap/ews_client.hpp"

#include <cstdio>
#include <cstdlib>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct GetOptions {
    std::string email;
    std::string size { code_of(PhotoSize::hr648x648) };
    std::string output;
    ServerOptions server;
    bool soap = false;
    bool no_cache = false;
    ShowOption show;
    ClientOutput output_form;
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

void declare_get(CLI::App& command, GetOptions& options)
{
    declare_photo(command, options);
    declare(command, options.server);
    command.add_flag(
        "--soap", options.soap, "Ask by SOAP, as GetUserPhoto, instead of by the photo's REST address");
    command.add_flag("--no-cache", options.no_cache, "Neither use nor keep the answers of earlier times");
    declare(command, options.show);
    declare(command, options.output_form);
}

bool writes_to_standard_output(GetOptions const& options)
{
    return options.output == "-";
}

Outcome<GetUserPhoto> request_from(GetOptions const& options)
{
    auto email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(client_failure_from(email.error()));
    auto const size = parse_photo_size(options.size);
    if (!size) return tl::unexpected(client_failure_from(size.error()));
    return GetUserPhoto { .email = std::move(*email), .size = *size };
}

template <class Client>
Outcome<std::unique_ptr<client::PhotoSource>> opened(client::HttpClientOptions options)
{
    return Client::open(std::move(options)).map([](Client&& client) -> std::unique_ptr<client::PhotoSource> {
        return std::make_unique<Client>(std::move(client));
    });
}

Outcome<std::unique_ptr<client::PhotoSource>> open_source(
    GetOptions const& options, client::HttpClientOptions wanted)
{
    return options.soap ? opened<client::EwsClient>(std::move(wanted))
                        : opened<client::PhotoClient>(std::move(wanted));
}

void tell_about_cache(GetOptions const& options, std::error_code error)
{
    if (!options.output_form.quiet) tell("the photo is not kept for the next time: {}", error.message());
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
    GetOptions const& options, client::PhotoSource& source, GetUserPhoto const& request)
{
    auto cache = open_cache(options);
    auto fetched
        = cache ? client::get_user_photo(source, *cache, request) : client::get_user_photo(source, request);
    if (fetched && fetched->cache_error) tell_about_cache(options, fetched->cache_error);
    return fetched;
}

// From the server that is named or found; where the one of last time does not answer, from the one that is found now.
Outcome<client::FetchedPhoto> fetch_from_somewhere(GetOptions const& options, GetUserPhoto const& request)
{
    auto finder = ServerFinder::open(options.server);
    if (!finder) return tl::unexpected(finder.error());
    return finder->with_server(options.soap ? client::ews_endpoint : client::photo_endpoint, options.email,
        [&](client::HttpClientOptions wanted) -> Outcome<client::FetchedPhoto> {
            auto const source = open_source(options, std::move(wanted));
            if (!source) return tl::unexpected(source.error());
            return fetch(options, **source, request);
        });
}

// What became of it, for people and for programs.
struct Got {
    client::FetchedPhoto fetched;
    std::string file; ///< Empty: none was written.
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
    if (auto const checked = check_picture_output(options.output, options.output_form, options.show);
        !checked)
        return tl::unexpected(checked.error());
    auto screen = PictureScreen::open(options.show, options.output_form);
    if (!screen) return tl::unexpected(screen.error());
    auto const request = request_from(options);
    if (!request) return tl::unexpected(request.error());
    auto fetched = fetch_from_somewhere(options, *request);
    if (!fetched) return tl::unexpected(fetched.error());
    if (!fetched->photo) return Got { std::move(*fetched), {} };
    if (*screen)
        if (auto const shown = (*screen)->show(fetched->photo->bytes, fetched->photo->type); !shown)
            return tl::unexpected(shown.error());
    if (*screen && options.output.empty()) return Got { std::move(*fetched), {} };
    return write_photo(options, request->email, *fetched->photo).map([&](std::string file) {
        return Got { std::move(*fetched), std::move(file) };
    });
}

ExitCode exit_code_after(Outcome<Got> const& got)
{
    if (!got) return exit_code_of(got.error().kind);
    return got->fetched.photo ? ExitCode::ok : ExitCode::not_found;
}

void add_photo(Json& json, Got const& got)
{
    json["status"] = !got.fetched.photo ? "no_photo" : got.fetched.is_unchanged ? "unchanged" : "new";
    if (!got.fetched.photo) return;
    json["file"] = got.file;
    json["bytes"] = got.fetched.photo->bytes.size();
    json["content_type"] = content_type_of(got.fetched.photo->type);
    json["etag"] = got.fetched.photo->validator;
}

void print_outcome(GetOptions const& options, Outcome<Got> const& got)
{
    Json json { { "email", options.email }, { "size", options.size } };
    if (got)
        add_photo(json, *got);
    else
        add_failure(json, got.error());
    print_json(std::move(json), static_cast<int>(exit_code_after(got)));
}

std::string_view news_of(GetOptions const& options, Got const& got)
{
    if (!got.fetched.is_unchanged) return "new";
    return options.soap ? "unchanged (from the cache)" : "unchanged (304, from the cache)";
}

void tell_people(GetOptions const& options, Got const& got)
{
    auto const& photo = got.fetched.photo;
    if (!photo)
        return tell("{} shows no photo of {}, or does not know the address", shown_name(options.server),
            options.email);
    tell("{}: {} bytes, {}, {}", got.file.empty() ? options.email : got.file, grouped(photo->bytes.size()),
        content_type_of(photo->type), news_of(options, got));
}

ExitCode run_get(GetOptions const& options)
{
    auto const got = get(options);
    auto const& form = options.output_form;
    if (form.json) print_outcome(options, got);
    if (!got) return report_failure("get the photo of " + options.email, got.error());
    if (!form.json && !form.quiet) tell_people(options, *got);
    return exit_code_after(got);
}

}

void add_get(CLI::App& line, Command& chosen)
{
    add_command<GetOptions>(line, chosen,
        { .name = "get",
            .does = "Get a person's photo from an Exchange or likeness server",
            .examples
            = "  likeness get sadie@contoso.com\n"
              "  likeness get sadie@contoso.com --url https://mail.contoso.com --user hope@contoso.com\n"
              "  likeness get sadie@contoso.com --size HR96x96 -o Sadie.jpg --url "
              "https://mail.contoso.com/EWS/Exchange.asmx --user 'CONTOSO\\hope' --password-file secret.txt\n"
              "  likeness get sadie@contoso.com --show\n"
              "  likeness get sadie@contoso.com --soap --url https://mail.contoso.com --user "
              "hope@contoso.com\n"
              "  LIKENESS_URL=http://localhost:8080 likeness get sadie@contoso.com --json | jq -r .status\n\n"
              "Without --url the server is the profile's (`likeness login`), or the one that Autodiscover "
              "finds for the\n"
              "address; `likeness discover` tells how. The server is always asked; it sends the picture only "
              "when it is not the one of last time, "
              "which is kept\nunder $XDG_CACHE_HOME/likeness. When there is no photo (exit code 3) or it "
              "cannot be fetched, FILE stays as it is.\n" },
        declare_get, run_get);
}

}
