// `admin person find`: who is meant by a part of a name, as ResolveNames finds them.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/messages.hpp"
#include "core/limits.hpp"
#include "directory/index/name_index_keeper.hpp"
#include "service/find_names.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

struct FindOptions {
    DataOptions data;
    std::string text;
    std::size_t most = limits::names_per_answer_max;
    bool json = false;
};

void declare_find(CLI::App& command, FindOptions& options)
{
    command
        .add_option("TEXT", options.text,
            "The beginning of a name, an office, an alias or an address; \"=text\" for the whole; "
            "\"smtp:text\" and the "
            "like for proxy addresses")
        ->required()
        ->type_name("");
    declare(command, options.data);
    command.add_option("--most", options.most, "Stop after so many")
        ->check(CLI::Range(std::size_t { 1 }, limits::people_view_max))
        ->type_name("N")
        ->capture_default_str();
    command.add_flag("--json", options.json, "Print JSON, an object a person");
}

Result<service::FoundNames> find_in(OpenData const& data, FindOptions const& options)
{
    auto const entry = service::parse_unresolved_entry(options.text);
    if (!entry) return tl::unexpected(entry.error());
    auto& people = data.directory->people();
    directory::NameIndexKeeper names(people, people, {});
    names.wait_until_idle();
    service::ObjectIds const ids(data.directory->key());
    auto const policy = data.config.photo_policy();
    SystemClock const clock;
    return service::find_names(*entry, operator_principal(),
        { .mailboxes = { people, data.directory->mailboxes(), ids, clock },
            .names = names,
            .photos = data.directory->photos(),
            .policy = policy },
        options.most);
}

void print_json(NameHit const& hit)
{
    using Json = nlohmann::ordered_json;
    Json const json { { "id", base::to_string(hit.id) }, { "name", hit.name }, { "email", hit.address } };
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void print_line(NameHit const& hit)
{
    fmt::print("{:<32}  {}\n", printable(hit.address), printable(hit.name));
}

Result<void> find(FindOptions const& options)
{
    auto const data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto const found = find_in(*data, options);
    if (!found) return tl::unexpected(found.error());
    auto const& hits = found->names.hits;
    if (hits.empty()) return fail(Code::name_resolution_no_results, "nobody is found by this");
    if (found->names.more) tell("there are more than these {}", hits.size());
    std::ranges::for_each(hits, options.json ? print_json : print_line);
    return {};
}

ExitCode run_find(FindOptions const& options)
{
    return finish("find " + options.text, find(options));
}

}

void add_admin_person_find(CLI::App& person, Command& chosen)
{
    add_command<FindOptions>(person, chosen,
        { .name = "find",
            .does = "Find people by a part of a name, as EWS clients do",
            .examples = "  likeness admin person find sad --data /var/lib/likeness\n"
                        "  likeness admin person find \"gross hop\" --data /var/lib/likeness --json\n" },
        declare_find, run_find);
}

}
