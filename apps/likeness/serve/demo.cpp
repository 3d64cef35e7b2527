#include "apps/likeness/serve/demo.hpp"

#include "apps/likeness/messages.hpp"
#include "apps/likeness/serve/demo_people.hpp"
#include "apps/likeness/serve/listen_address.hpp"
#include "apps/likeness/serve/run_server.hpp"
#include "base/file.hpp"
#include "client/photos/cached_photo.hpp"
#include "client/photos/photo_client.hpp"
#include "client/soap/ews_client.hpp"
#include "endpoints/ews_endpoint.hpp"
#include "renderer/render_pool.hpp"
#include "rest/photo_request.hpp"

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace likeness::app {

namespace {

struct DemoOptions {
    bool once = false;
    std::string listen = "127.0.0.1:8080";
    std::string output = "Sadie.jpg";
};

void declare_demo(CLI::App& command, DemoOptions& options)
{
    command.add_flag("--once", options.once, "Stop after the showing");
    command
        .add_option(
            "--listen", options.listen, "Where to listen; where that is taken, the system picks a port")
        ->type_name("ADDR:PORT")
        ->capture_default_str();
    command.add_option("-o,--output", options.output, "Where the photo is written")
        ->type_name("FILE")
        ->capture_default_str();
}

// A folder that is gone when the demo ends.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "likeness-demo-XXXXXX").string();
        if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

Result<std::unique_ptr<PhotoServer>> open_server(
    DemoOptions const& options, std::filesystem::path const& data)
{
    auto listener = parse_listen_address(options.listen, false);
    if (!listener) return tl::unexpected(listener.error());
    PhotoServerOptions wanted { .data = data, .listeners = { *listener } };
    auto server = PhotoServer::open(wanted);
    if (server || server.error().code != Code::invalid_operation) return server;
    wanted.listeners.front().port = 0;
    return PhotoServer::open(wanted);
}

// Our own client in the same program, over a real connection, with a cache of its own.
class Showing {
public:
    static client::Outcome<Showing> open(std::string const& url, std::filesystem::path const& cache)
    {
        auto photos = open_client<client::PhotoClient>(url, client::photo_endpoint);
        if (!photos) return tl::unexpected(photos.error());
        auto soap = open_client<client::EwsClient>(url, client::ews_endpoint);
        if (!soap) return tl::unexpected(soap.error());
        auto kept = client::PhotoCache::open(cache);
        if (!kept)
            return client::fail(
                client::FailureKind::internal, "the cache cannot be opened", kept.error().message());
        return Showing(std::move(*photos), std::move(*soap), std::move(*kept));
    }

    client::Outcome<client::FetchedPhoto> show(std::string_view email, PhotoSize size)
    {
        GetUserPhoto const request { EmailAddress::parse(email).value(), size };
        auto fetched = client::get_user_photo(photos_, cache_, request);
        fmt::print(
            "  GET {}?{}\n      {}\n", rest::photo_path, rest::write_photo_query(request), told(fetched));
        return fetched;
    }

    client::Outcome<client::FetchedPhoto> show_by_soap(std::string_view email, PhotoSize size)
    {
        GetUserPhoto const request { EmailAddress::parse(email).value(), size };
        auto fetched = client::get_user_photo(soap_, cache_, request);
        fmt::print("  POST {}  GetUserPhoto {} {}\n      {}\n", endpoints::ews_path, email, code_of(size),
            told(fetched));
        return fetched;
    }

private:
    Showing(client::PhotoClient&& photos, client::EwsClient&& soap, client::PhotoCache&& cache)
        : photos_(std::move(photos))
        , soap_(std::move(soap))
        , cache_(std::move(cache))
    {
    }

    template <class Client>
    static client::Outcome<Client> open_client(std::string const& url, auto const& endpoint_of)
    {
        auto endpoint = client::parse_url(url).and_then(endpoint_of);
        if (!endpoint) return tl::unexpected(endpoint.error());
        return Client::open(
            { .endpoint = *endpoint, .credentials = client::Credentials { demo_user, demo_password } });
    }

    static std::string told(client::Outcome<client::FetchedPhoto> const& fetched)
    {
        if (!fetched) return "failed: " + fetched.error().message;
        if (!fetched->photo) return "404, no photo";
        auto const& photo = *fetched->photo;
        return fmt::format("{}, {}, {} bytes, ETag {}",
            fetched->is_unchanged ? "304 out of the cache" : "200", content_type_of(photo.type),
            photo.bytes.size(), photo.validator);
    }

    client::PhotoClient photos_;
    client::EwsClient soap_;
    client::PhotoCache cache_;
};

// Whether everything went as the founding document says.
bool show_main_job(Showing& showing, std::string const& output)
{
    fmt::print("\nSadie's photo at several sizes:\n");
    bool well = true;
    for (auto const size : { PhotoSize::hr48x48, PhotoSize::hr96x96, PhotoSize::hr648x648 })
        well &= showing.show(demo_user, size)
                    .map([](auto const& it) { return it.photo.has_value(); })
                    .value_or(false);

    auto const first = showing.show(demo_user, PhotoSize::hr240x240);
    if (!first || !first->photo) return false;
    if (auto const written = base::write_file_atomically(output, first->photo->bytes); !written) {
        tell("{} cannot be written: {}", output, written.error().message());
        return false;
    }
    fmt::print("      written to {}\n\nThe same once more:\n", printable(output));
    auto const second = showing.show(demo_user, PhotoSize::hr240x240);

    fmt::print("\nAnd by SOAP:\n");
    auto const soap = showing.show_by_soap(demo_user, PhotoSize::hr360x360);

    fmt::print("\nSomebody with a directory thumbnail only, and a room without a picture:\n");
    auto const thumbnail = showing.show("reception@contoso.com", PhotoSize::hr648x648);
    auto const none = showing.show("rainier@contoso.com", PhotoSize::hr96x96);
    well &= soap.map([](auto const& it) { return it.photo.has_value(); }).value_or(false);
    return well && second && second->is_unchanged && thumbnail && thumbnail->photo && none && !none->photo;
}

void print_how_to_go_on(PhotoServer const& server)
{
    auto const url
        = fmt::format("{}{}?email={}&size=HR240x240", server.public_url(), rest::photo_path, demo_user);
    fmt::print("\nThe server stays up for your own program, until Ctrl-C:\n"
               "  EWS URL   {}{}\n  user      {}\n  password  {}\n  try       curl -u {}:{} "
               "-o Sadie.jpg "
               "'{}'\n",
        server.public_url(), endpoints::ews_path, demo_user, demo_password, demo_user, demo_password, url);
    std::fflush(stdout);
}

// Runs beside the server; afterwards the server stops, or waits for Ctrl-C.
bool show(PhotoServer& server, DemoOptions const& options, std::filesystem::path const& folder)
{
    auto showing = Showing::open(server.public_url(), folder / "client-cache");
    if (!showing) {
        tell("{}", showing.error().message);
        return false;
    }
    bool const well = show_main_job(*showing, options.output);
    if (well && !options.once) print_how_to_go_on(server);
    return well;
}

ExitCode demo(DemoOptions const& options)
{
    EndSignals const signals;
    TemporaryFolder const folder;
    if (folder.path().empty()) {
        tell("a temporary folder cannot be made: {}", system_reason());
        return ExitCode::failure;
    }
    auto const server = open_server(options, folder.path() / "data");
    if (!server) return report_failure("start the demo", server.error());
    auto const data = storage::DataDirectory::open(folder.path() / "data", storage::OpenMode::existing);
    if (!data) return report_failure("open the demo's data", data.error());
    auto const renderer = renderer::make_render_pool({ .program = renderer::default_render_program() });
    if (auto const made = add_demo_people(**data, *renderer); !made)
        return report_failure("make the demo's people", made.error());
    fmt::print("A likeness server with four contoso.com mailboxes on its embedded database: {}\n",
        (*server)->public_url());

    bool well = false;
    std::jthread shower;
    run_until_signalled(signals, **server, [&] {
        shower = std::jthread([&] {
            well = show(**server, options, folder.path());
            if (!well || options.once) (*server)->stop();
        });
    });
    shower.join();
    return well ? ExitCode::ok : ExitCode::failure;
}

}

void add_demo(CLI::App& line, Command& chosen)
{
    add_command<DemoOptions>(line, chosen,
        { .name = "demo",
            .does = "Start a server with a few contoso.com people and show what it does",
            .examples = "  likeness demo\n  likeness demo --once --output /tmp/Sadie.jpg\n" },
        declare_demo, demo);
}

}
