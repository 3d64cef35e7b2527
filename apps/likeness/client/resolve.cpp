#include "apps/likeness/client/resolve.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/person_json.hpp"
#include "apps/likeness/client/picture_screen.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/picture_file.hpp"
#include "client/photos/either_photo_source.hpp"
#include "client/photos/person_photo.hpp"
#include "client/photos/photo_client.hpp"
#include "client/photos/picture_name.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <set>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct ResolveOptions {
    std::string name;
    std::string photos;
    ShowOption show;
    ServerOptions server;
    ClientOutput output;
};

void declare_resolve(CLI::App& command, ResolveOptions& options)
{
    command.add_option("NAME", options.name, "A part of a name, or an address")->required()->type_name("");
    command.add_option("--photos", options.photos, "Fetch their photos into this folder")->type_name("DIR");
    declare(command, options.show);
    declare(command, options.server);
    declare(command, options.output);
}

// One of those that were found, and what became of their photo.
struct Found {
    Resolution person;
    std::string file; ///< Empty: none was written.
    std::optional<client::ReceivedPhoto> photo; ///< To be shown.
    std::optional<client::Failure> failure; ///< Of their photo.
};

struct Resolved {
    Resolutions answer; ///< Owns the texts.
    std::vector<Found> people;
};

// One session for everything: by SOAP, and for photos by REST where there is it.
struct Session {
    client::PhotoClient rest;
    client::EwsClient soap;
};

Outcome<Session> open_session(client::HttpClientOptions wanted)
{
    auto by_rest = wanted;
    auto endpoint = client::photo_endpoint(wanted.endpoint);
    if (!endpoint) return tl::unexpected(endpoint.error());
    by_rest.endpoint = *std::move(endpoint);
    auto rest = client::PhotoClient::open(std::move(by_rest));
    if (!rest) return tl::unexpected(rest.error());
    auto soap = client::EwsClient::open(std::move(wanted));
    if (!soap) return tl::unexpected(soap.error());
    return Session { *std::move(rest), *std::move(soap) };
}

// Two people of one name are two files. The address tells them apart; who has none is called by name.
std::filesystem::path photo_file(ResolveOptions const& options, Mailbox const& mailbox, PictureType type,
    std::set<std::filesystem::path>& taken)
{
    std::string const name(
        mailbox.routing_type == "SMTP" && !mailbox.address.empty() ? mailbox.address : mailbox.name);
    auto file = options.photos / std::filesystem::path(client::picture_name(name, type));
    for (int number = 2; !taken.insert(file).second; ++number)
        file.replace_filename(client::picture_name(fmt::format("{} {}", name, number), type));
    return file;
}

Outcome<std::string> write_photo(ResolveOptions const& options, Resolution const& person,
    client::ReceivedPhoto const& photo, std::set<std::filesystem::path>& taken)
{
    auto const file = photo_file(options, person.mailbox, photo.type, taken);
    auto const written = write_picture_file(file, photo.bytes);
    if (written) return file.string();
    return fail(FailureKind::internal, file.string() + " cannot be written", written.error().message());
}

Outcome<void> fetch_photo(ResolveOptions const& options, Session& session, client::PhotoSource& photos,
    Found& found, std::set<std::filesystem::path>& taken)
{
    auto photo = client::photo_of(photos, session.soap, found.person);
    if (!photo) return tl::unexpected(photo.error());
    if (!*photo) return {};
    if (!options.photos.empty()) {
        auto file = write_photo(options, found.person, **photo, taken);
        if (!file) return tl::unexpected(file.error());
        found.file = *std::move(file);
    }
    if (options.show.is_wanted()) found.photo = **std::move(photo);
    return {};
}

void fetch_photos(ResolveOptions const& options, Session& session, Resolved& resolved)
{
    client::EitherPhotoSource photos(session.rest, session.soap);
    std::set<std::filesystem::path> taken;
    for (auto& found : resolved.people)
        if (auto fetched = fetch_photo(options, session, photos, found, taken); !fetched)
            found.failure = std::move(fetched.error());
}

Outcome<void> check(ResolveOptions const& options)
{
    std::error_code ignored;
    if (options.name.empty() || options.name.size() > limits::name_entry_bytes_max)
        return fail(FailureKind::invalid_request, "a name has 1 to 1,024 bytes");
    if (!options.photos.empty() && !std::filesystem::is_directory(options.photos, ignored))
        return fail(FailureKind::invalid_request, options.photos + " is no folder");
    return {};
}

Outcome<Resolved> resolve(ResolveOptions const& options, client::HttpClientOptions wanted)
{
    auto session = open_session(std::move(wanted));
    if (!session) return tl::unexpected(session.error());
    auto answer = session->soap.resolve_names({ .entry = options.name,
        .full_contact_data = true,
        .shape = { .base = ContactShape::Base::all_properties } });
    if (!answer) return tl::unexpected(answer.error());
    Resolved resolved { .answer = *std::move(answer) };
    for (auto const& person : resolved.answer.found) resolved.people.push_back({ .person = person });
    if (!options.photos.empty() || options.show.is_wanted()) fetch_photos(options, *session, resolved);
    return resolved;
}

Outcome<Resolved> resolve(ResolveOptions const& options)
{
    if (auto const checked = check(options); !checked) return tl::unexpected(checked.error());
    auto finder = ServerFinder::open(options.server);
    if (!finder) return tl::unexpected(finder.error());
    // An address that is looked for may be one's own: then it is enough.
    auto const email = EmailAddress::parse(options.name) ? options.name : std::string();
    return finder->with_server(client::ews_endpoint, email,
        [&](client::HttpClientOptions wanted) { return resolve(options, std::move(wanted)); });
}

ExitCode exit_code_after(Outcome<Resolved> const& resolved)
{
    if (!resolved) return exit_code_of(resolved.error().kind);
    if (resolved->people.empty()) return ExitCode::not_found;
    bool const any_failed
        = std::ranges::any_of(resolved->people, [](Found const& found) { return found.failure.has_value(); });
    return any_failed ? ExitCode::partial : ExitCode::ok;
}

Json json_of(Found const& found)
{
    auto json = person_json(found.person);
    if (!found.file.empty()) json["file"] = found.file;
    if (!found.failure) return json;
    Json failure;
    add_failure(failure, *found.failure);
    json["photo"] = std::move(failure);
    return json;
}

void print_outcome(ResolveOptions const& options, Outcome<Resolved> const& resolved)
{
    Json json { { "name", options.name } };
    if (resolved) {
        json["status"] = resolved->people.empty() ? "nobody" : "found";
        json["is_complete"] = resolved->answer.includes_last;
        json["people"] = Json::array();
        for (auto const& found : resolved->people) json["people"].push_back(json_of(found));
    } else {
        add_failure(json, resolved.error());
    }
    print_json(std::move(json), static_cast<int>(exit_code_after(resolved)));
}

void print_people(ResolveOptions const& options, Resolved& resolved, PictureScreen* screen)
{
    for (auto& found : resolved.people) {
        auto const& mailbox = found.person.mailbox;
        fmt::print("{} <{}>{}{}\n", printable(mailbox.name), printable(mailbox.address),
            found.file.empty() ? "" : "  ", printable(found.file));
        if (screen && found.photo)
            if (auto shown = screen->show(found.photo->bytes, found.photo->type); !shown)
                found.failure = std::move(shown.error());
    }
    if (options.output.quiet) return;
    if (resolved.people.empty()) tell("{} knows nobody by \"{}\"", shown_name(options.server), options.name);
    if (!resolved.answer.includes_last) tell("there are more: narrow the name");
}

ExitCode run_resolve(ResolveOptions const& options)
{
    auto screen = PictureScreen::open(options.show, options.output);
    auto resolved = screen ? resolve(options) : tl::unexpected(screen.error());
    if (options.output.json) print_outcome(options, resolved);
    if (!resolved) return report_failure("find anybody by \"" + options.name + "\"", resolved.error());
    if (!options.output.json) print_people(options, *resolved, *screen ? &**screen : nullptr);
    for (auto const& found : resolved->people)
        if (found.failure)
            report_failure(fmt::format("get the photo of {}", found.person.mailbox.name), *found.failure);
    return exit_code_after(resolved);
}

}

void add_resolve(CLI::App& line, Command& chosen)
{
    add_command<ResolveOptions>(line, chosen,
        { .name = "resolve",
            .does = "Find out who is meant by a name, and fetch their photos",
            .examples
            = "  likeness resolve sadie --url https://mail.contoso.com --user hope@contoso.com\n"
              "  likeness resolve sadie --photos . --url https://mail.contoso.com --user "
              "hope@contoso.com\n"
              "  likeness resolve sadie --show\n"
              "  LIKENESS_URL=http://localhost:8080 likeness resolve sadie --json | jq -r "
              "'.people[].email'\n\n"
              "A photo's file is called as the person's address is. Nobody of the name is exit code "
              "3; 8 where some of\nthe photos could not be fetched.\n" },
        declare_resolve, run_resolve);
}

}
