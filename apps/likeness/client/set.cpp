#include "apps/likeness/client/set.hpp"

#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/client_json.hpp"
#include "apps/likeness/client/client_output.hpp"
#include "apps/likeness/client/picture_options.hpp"
#include "apps/likeness/client/server_finder.hpp"
#include "apps/likeness/messages.hpp"
#include "client/soap/ews_client.hpp"

namespace likeness::app {

namespace {

using client::Outcome;

struct SetOptions {
    std::string email;
    std::string file;
    ServerOptions server;
    ClientOutput output;
};

void declare_set(CLI::App& command, SetOptions& options)
{
    command.add_option("EMAIL", options.email, "Whose photo")->required()->type_name("");
    command
        .add_option("FILE", options.file, "A picture, such as a JPEG or PNG file; - is the standard input")
        ->required()
        ->type_name("");
    declare(command, options.server);
    declare(command, options.output);
}

// From the server that is named or found; where the one of last time does not answer, at the one that is found now.
Outcome<void> store(SetOptions const& options, SetUserPhoto const& request)
{
    auto finder = ServerFinder::open(options.server);
    if (!finder) return tl::unexpected(finder.error());
    return finder->with_server(
        client::ews_endpoint, options.email, [&](client::HttpClientOptions wanted) -> Outcome<void> {
            // A server says nothing while it makes every size of a picture: --timeout alone bounds that.
            wanted.transport.stall_time_max = std::chrono::seconds(options.server.timeout_s);
            auto client = client::EwsClient::open(std::move(wanted));
            if (!client) return tl::unexpected(client.error());
            return client->set_user_photo(request);
        });
}

// How many bytes were stored. What can be refused here is refused before a password is asked for.
Outcome<std::size_t> set(SetOptions const& options)
{
    auto email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(client_failure_from(email.error()));
    auto const picture = read_new_picture(options.file, options.server);
    if (!picture) return tl::unexpected(picture.error());
    return store(options, { .email = std::move(*email), .content = *picture }).map([&] {
        return picture->size();
    });
}

ExitCode exit_code_after(Outcome<std::size_t> const& stored)
{
    return stored ? ExitCode::ok : exit_code_of(stored.error().kind);
}

void print_outcome(SetOptions const& options, Outcome<std::size_t> const& stored)
{
    Json json { { "email", options.email }, { "file", options.file } };
    if (stored) {
        json["status"] = "stored";
        json["bytes"] = *stored;
    } else {
        add_failure(json, stored.error());
    }
    print_json(std::move(json), static_cast<int>(exit_code_after(stored)));
}

ExitCode run_set(SetOptions const& options)
{
    auto const stored = set(options);
    if (options.output.json) print_outcome(options, stored);
    if (!stored) return report_failure("set the photo of " + options.email, stored.error());
    if (!options.output.json && !options.output.quiet)
        tell("{} is now the photo of {}: {} bytes", options.file, options.email, grouped(*stored));
    return ExitCode::ok;
}

}

void add_set(CLI::App& line, Command& chosen)
{
    add_command<SetOptions>(line, chosen,
        { .name = "set",
            .does = "Make a picture somebody's photo on an Exchange 2016 or likeness server",
            .examples = "  likeness set sadie@contoso.com Sadie.jpg --url https://mail.contoso.com --user "
                        "sadie@contoso.com\n"
                        "  convert scan.tif jpg:- | likeness set sadie@contoso.com - --url "
                        "https://mail.contoso.com/EWS/Exchange.asmx --user 'CONTOSO\\hope' --password-file "
                        "secret.txt\n\n"
                        "Everybody may set their own photo, an administrator anybody's. The server crops and "
                        "scales it.\n" },
        declare_set, run_set);
}

}
