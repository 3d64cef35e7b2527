// `admin directory show`: what each source holds of somebody, and which picture each size shows.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/open_people.hpp"
#include "apps/likeness/messages.hpp"
#include "service/explain_photo.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

using Json = nlohmann::ordered_json;

struct ShowOptions {
    DataOptions data;
    std::string email;
    bool json = false;
};

void declare_show(CLI::App& command, ShowOptions& options)
{
    command.add_option("EMAIL", options.email, "Any address of the person")->required()->type_name("");
    declare(command, options.data);
    command.add_flag("--json", options.json, "Print a JSON object");
}

Result<service::PhotoExplanation> explain(OpenData const& data, EmailAddress const& email)
{
    auto const people = OpenPeople::open(data);
    if (!people) return tl::unexpected(people.error());
    auto const person = find_person((*people)->directory(), email);
    if (!person) return tl::unexpected(person.error());
    return service::explain_photo(
        *person, data.directory->photos(), (*people)->directory(), data.config.photo_policy());
}

std::string_view kind_text(RecipientKind kind)
{
    switch (kind) {
    case RecipientKind::mailbox: return "mailbox";
    case RecipientKind::group: return "group";
    case RecipientKind::contact: return "contact";
    }
    return "";
}

std::string source_text(Person const& person)
{
    return person.source.empty() ? "the local directory" : fmt::format("the directory \"{}\"", person.source);
}

std::string mailbox_text(PhotoSummary const& mailbox)
{
    if (mailbox.version == 0) return "none, and there never was one";
    auto const when = base::format_http_date(mailbox.changed_at);
    if (mailbox.removed) return fmt::format("removed on purpose, {} (version {})", when, mailbox.version);
    if (mailbox.sizes.empty()) return fmt::format("none (version {})", mailbox.version);
    auto text = fmt::format("version {}, {}", mailbox.version, when);
    for (auto const& size : mailbox.sizes)
        text += fmt::format("\n              {:<9}  {} x {} px, {} bytes", code_of(size.code), size.edge_px,
            size.edge_px, grouped(size.bytes));
    return text;
}

std::string thumbnail_text(service::PhotoExplanation const& explanation)
{
    if (explanation.thumbnail_trouble) return "cannot tell: " + for_operator(*explanation.thumbnail_trouble);
    if (!explanation.thumbnail) return "none";
    auto const& thumbnail = *explanation.thumbnail;
    auto const pixels = thumbnail.pixels
        ? fmt::format("{} x {} px", thumbnail.pixels->width_px, thumbnail.pixels->height_px)
        : std::string("of unknown size");
    return fmt::format("{}, {}, {} bytes, {}", thumbnail.content_type, pixels, grouped(thumbnail.bytes),
        base::format_http_date(thumbnail.changed_at));
}

void print_explanation(service::PhotoExplanation const& explanation)
{
    auto const row
        = [](std::string_view name, std::string const& text) { fmt::print("{:<12}  {}\n", name, text); };
    auto const& person = explanation.person;
    row("email", printable(person.primary_address().text()));
    row("name", printable(person.display_name));
    row("kept in", printable(source_text(person)));
    row("kind", std::string(kind_text(person.kind)));
    row("hidden", person.visibility == Visibility::hidden ? "yes: only admins see any picture" : "no");
    row("mailbox", mailbox_text(explanation.mailbox));
    row("thumbnail", printable(thumbnail_text(explanation)));
    fmt::print("\n");
    for (auto const& shown : explanation.shown) row(code_of(shown.size), printable(service::in_words(shown)));
}

Json thumbnail_json(service::PhotoExplanation const& explanation)
{
    if (!explanation.thumbnail) return nullptr;
    auto const& thumbnail = *explanation.thumbnail;
    Json json { { "content_type", thumbnail.content_type }, { "bytes", thumbnail.bytes },
        { "etag", thumbnail.etag }, { "changed_at", base::format_http_date(thumbnail.changed_at) } };
    if (thumbnail.pixels) {
        json["width"] = thumbnail.pixels->width_px;
        json["height"] = thumbnail.pixels->height_px;
    }
    return json;
}

void print_explanation_json(service::PhotoExplanation const& explanation)
{
    auto const& person = explanation.person;
    auto sizes = Json::array();
    for (auto const& size : explanation.mailbox.sizes)
        sizes.push_back({ { "size", code_of(size.code) }, { "pixels", size.edge_px }, { "bytes", size.bytes },
            { "etag", size.etag } });
    auto shown = Json::object();
    for (auto const& one : explanation.shown) shown[std::string(code_of(one.size))] = service::in_words(one);
    Json json { { "email", person.primary_address().text() }, { "id", base::to_string(person.id) },
        { "name", person.display_name }, { "source", person.source }, { "kind", kind_text(person.kind) },
        { "hidden", person.visibility == Visibility::hidden },
        { "mailbox",
            { { "version", explanation.mailbox.version }, { "removed", explanation.mailbox.removed },
                { "sizes", std::move(sizes) } } },
        { "thumbnail", thumbnail_json(explanation) }, { "shown", std::move(shown) } };
    if (explanation.thumbnail_trouble)
        json["thumbnail_trouble"] = for_operator(*explanation.thumbnail_trouble);
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<void> show(ShowOptions const& options)
{
    auto const email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    return explain(*data, *email).map(options.json ? print_explanation_json : print_explanation);
}

ExitCode run_show(ShowOptions const& options)
{
    return finish("show " + options.email, show(options));
}

}

void add_admin_directory_show(CLI::App& directory, Command& chosen)
{
    add_command<ShowOptions>(directory, chosen,
        { .name = "show",
            .does = "Show what each source holds of a person, and which picture each size shows, and why",
            .examples
            = "  likeness admin directory show sadie@contoso.com --data /var/lib/likeness\n"
              "  likeness admin directory show sadie@contoso.com --config /etc/likeness.toml --json\n" },
        declare_show, run_show);
}

}
