#include "directory/ldap/mirror_source.hpp"

#include "base/keyed_hash.hpp"
#include "directory/ldap/libldap.hpp"
#include "directory/ldap/stamped_source.hpp"
#include "directory/ldap/sync_control.hpp"
#include "directory/ldap/syncrepl_source.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <sys/socket.h>

namespace likeness::directory::ldap {

namespace {

int socket_of(Connection const& connection)
{
    int descriptor = -1;
    ldap_get_option(connection.handle(), LDAP_OPT_DESC, &descriptor);
    return descriptor;
}

// syncrepl names people by entryUUID: where they have another id, what it says of them is of no use.
bool can_use_syncrepl(RootDse const& server, AttributeMap const& attributes)
{
    auto const ids = attributes.of("id");
    // Other servers that list it mean something else by it: 389 Directory Server names who has changed as if that were
    // everybody.
    return server.is_openldap && server.supports(sync_request_oid) && ids.size() == 1
        && ids.front() == "entryUUID";
}

// A server may list the control and have this tree without it: only asking tells.
bool answers_syncrepl(Connection& connection, std::string const& base)
{
    SearchRequest request { .base = base, .scope = Scope::base, .attributes = { "1.1" } };
    request.controls.push_back({ .oid = std::string(sync_request_oid),
        .value = sync_request_value(SyncMode::refresh_only, std::nullopt),
        .critical = true });
    return connection.search(request, [](auto&&) { return true; }).has_value();
}

bool is_ranged(LdapAttribute const& attribute)
{
    return attribute.name.contains(";range=");
}

}

Result<std::unique_ptr<MirrorSource>> MirrorSource::open(LdapOptions const& options, std::size_t server)
{
    auto connection = Connection::open(options, server);
    if (!connection) return tl::unexpected(connection.error());
    auto root = connection->root_dse();
    if (!root) return tl::unexpected(root.error());
    auto const kind = options.kind == LdapKind::automatic ? root->kind : options.kind;
    auto attributes = AttributeMap::make(kind, options);
    if (!attributes) return tl::unexpected(attributes.error());
    auto const base = options.base.empty() ? root->default_base : options.base;
    if (base.empty())
        return fail(Code::ad_unavailable, "The directory does not say where its people are.",
            connection->url() + " has no naming context: the configuration must name the base");

    bool const syncrepl = can_use_syncrepl(*root, *attributes) && answers_syncrepl(*connection, base);
    if (connection->is_broken())
        return fail(Code::ad_unavailable, "The directory cannot be asked.", connection->url() + " went away");
    if (syncrepl)
        return std::make_unique<SyncreplSource>(
            options, std::move(*connection), std::move(*root), std::move(*attributes));
    return StampedSource::make(options, std::move(*connection), std::move(*root), std::move(*attributes));
}

MirrorSource::MirrorSource(
    LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes)
    : options_(options)
    , connection_(std::move(connection))
    , server_(std::move(server))
    , attributes_(std::move(attributes))
    , base_(options.base.empty() ? server_.default_base : options.base)
    , socket_(socket_of(connection_))
{
}

Result<ReadOutcome> MirrorSource::read(std::string_view position, ChangeVisitor& visitor)
{
    auto outcome = read_from(own_part(position), visitor);
    if (outcome && !outcome->position.empty()) outcome->position.insert(0, fingerprint() + " ");
    return outcome;
}

// Positions of other options are none: what was not read then would never be.
std::string_view MirrorSource::own_part(std::string_view position) const
{
    auto const prefix = fingerprint() + " ";
    return position.starts_with(prefix) ? position.substr(prefix.size()) : std::string_view();
}

Result<ReadOutcome> MirrorSource::list(ChangeVisitor& visitor)
{
    ReadOutcome outcome { .everything = true };
    auto const end = connection_.search(ids_request(), [&](LdapEntry&& entry) {
        auto const id = id_of(entry, attributes_);
        return id ? visitor.unchanged(*id) : true;
    });
    if (!end) return tl::unexpected(end.error());
    note_end(*end, outcome);
    return outcome;
}

Result<void> MirrorSource::read_again(PersonId id, ChangeVisitor& visitor)
{
    auto request = people_request();
    request.filter = Filter::all_of({ attributes_.people(), attributes_.with_id(id) });
    bool is_there = false;
    Result<bool> handed = true;
    auto const end = connection_.search(request, [&](LdapEntry&& entry) {
        is_there = true;
        handed = hand_over(std::move(entry), visitor);
        return handed && *handed;
    });
    if (!end) return tl::unexpected(end.error());
    if (!handed) return tl::unexpected(handed.error());
    if (!is_there && !end->more) visitor.gone(id);
    return {};
}

Result<bool> MirrorSource::wait(
    std::string_view /*position*/, std::chrono::milliseconds span, std::stop_token const& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, span, [] { return false; });
    return false;
}

// What waits for this socket is woken: the kernel says that nothing more comes.
void MirrorSource::interrupt()
{
    ::shutdown(socket_, SHUT_RDWR);
}

Result<bool> MirrorSource::hand_over(LdapEntry&& entry, ChangeVisitor& visitor)
{
    if (std::ranges::any_of(entry.attributes, is_ranged))
        if (auto const completed = connection_.complete(entry); !completed)
            return tl::unexpected(completed.error());
    auto const id = id_of(entry, attributes_);
    auto read = read_entry(entry, attributes_, options_);
    return id ? visitor.found(*id, std::move(read)) : visitor.unusable(std::move(read));
}

SearchRequest MirrorSource::people_request() const
{
    return { .base = base_,
        .filter = attributes_.people(),
        .attributes = attributes_.requested(options_.entity_tag != nullptr),
        .paged = true };
}

SearchRequest MirrorSource::ids_request() const
{
    auto const ids = attributes_.of("id");
    return {
        .base = base_, .filter = attributes_.people(), .attributes = { ids.begin(), ids.end() }, .paged = true
    };
}

void MirrorSource::note_end(SearchEnd const& end, ReadOutcome& outcome)
{
    outcome.complete = !end.more && !end.stopped;
    if (end.more)
        outcome.cut_short = "The directory does not give the account that we sign in with all its entries at "
                            "once: its size limit has to be raised.";
    else if (end.stopped)
        outcome.cut_short = "It was stopped.";
}

std::string MirrorSource::fingerprint() const
{
    std::string all = base_ + "\n" + attributes_.people().text();
    for (auto const& attribute : attributes_.requested(options_.entity_tag != nullptr))
        all += "\n" + attribute;
    for (auto const key : attribute_keys()) {
        all += "\n" + std::string(key);
        for (auto const& attribute : attributes_.of(key)) all += " " + attribute;
    }
    return base::hex_of(base::keyed_hash({}, { base::as_bytes(all) }), 8);
}

}
