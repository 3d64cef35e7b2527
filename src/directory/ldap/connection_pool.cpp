#include "directory/ldap/connection_pool.hpp"

#include <cassert>

namespace likeness::directory::ldap {

ConnectionPool::Lease::Lease(
    ConnectionPool& pool, Connection connection, std::shared_ptr<RootDse const> server, bool reused)
    : pool_(&pool)
    , connection_(std::move(connection))
    , server_(std::move(server))
    , reused_(reused)
{
}

ConnectionPool::Lease::Lease(Lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr))
    , connection_(std::move(other.connection_))
    , server_(std::move(other.server_))
    , reused_(other.reused_)
{
}

ConnectionPool::Lease::~Lease()
{
    if (pool_ != nullptr) pool_->give_back(*this);
}

ConnectionPool::ConnectionPool(LdapOptions options, Clock const& clock)
    : options_(std::move(options))
    , clock_(clock)
{
}

ConnectionPool::~ConnectionPool()
{
    assert(lent_ == 0);
}

Result<ConnectionPool::Lease> ConnectionPool::take()
{
    if (auto const turn = wait_for_turn(); !turn) return tl::unexpected(turn.error());
    while (auto idle = take_idle()) {
        bool const is_fresh = clock_.steady_now() - idle->since < limits::idle_time_max;
        if (is_fresh || idle->connection.answers())
            return Lease(*this, std::move(idle->connection), std::move(idle->server), true);
    }
    auto lease = open_lease();
    if (!lease) end_turn();
    return lease;
}

Result<void> ConnectionPool::wait_for_turn()
{
    std::unique_lock lock(mutex_);
    bool const has_turn
        = turn_.wait_for(lock, options_.answer_time_max, [&] { return lent_ < options_.connections_max; });
    if (!has_turn)
        return fail(Code::ad_unavailable, "The directory cannot be asked.",
            options_.name + ": all " + std::to_string(options_.connections_max) + " connections are in use");
    ++lent_;
    return {};
}

void ConnectionPool::end_turn()
{
    {
        std::scoped_lock const lock(mutex_);
        --lent_;
    }
    turn_.notify_one();
}

std::optional<ConnectionPool::Idle> ConnectionPool::take_idle()
{
    std::scoped_lock const lock(mutex_);
    if (idle_.empty()) return std::nullopt;
    auto idle = std::move(idle_.back());
    idle_.pop_back();
    return idle;
}

Result<ConnectionPool::Lease> ConnectionPool::open_lease()
{
    return first_reachable<Lease>([&](std::size_t server) -> Result<Lease> {
        auto connection = Connection::open(options_, server);
        if (!connection) return tl::unexpected(connection.error());
        auto root_dse = connection->root_dse();
        if (!root_dse) return tl::unexpected(root_dse.error());
        auto shared = std::make_shared<RootDse const>(*std::move(root_dse));
        std::scoped_lock const lock(mutex_);
        last_server_ = shared;
        return Lease(*this, *std::move(connection), std::move(shared), false);
    });
}

Result<Connection> ConnectionPool::open_unbound()
{
    return first_reachable<Connection>(
        [&](std::size_t server) { return Connection::open_unbound(options_, server); });
}

// Tries the servers in order, without those that rest.
template <class Opened>
Result<Opened> ConnectionPool::first_reachable(std::function<Result<Opened>(std::size_t)> const& open)
{
    std::optional<Error> last;
    for (std::size_t server = 0; server < options_.urls.size(); ++server) {
        if (auto error = why_resting(server)) {
            last = std::move(error);
            continue;
        }
        auto opened = open(server);
        if (opened) return opened;
        rest(server, opened.error());
        last = opened.error();
    }
    return tl::unexpected(*std::move(last));
}

std::optional<Error> ConnectionPool::why_resting(std::size_t server)
{
    std::scoped_lock const lock(mutex_);
    auto const found = resting_.find(server);
    if (found == resting_.end()) return std::nullopt;
    if (clock_.steady_now() < found->second.until) return found->second.error;
    resting_.erase(found);
    return std::nullopt;
}

void ConnectionPool::rest(std::size_t server, Error error)
{
    auto const until = clock_.steady_now() + limits::failed_server_rest;
    std::scoped_lock const lock(mutex_);
    resting_.insert_or_assign(server, Resting { .until = until, .error = std::move(error) });
}

void ConnectionPool::give_back(Lease& lease)
{
    auto& connection = *lease.connection_;
    if (connection.is_broken()) {
        forget_sessions_with(connection.url());
        if (connection.timed_out()) rest_silent(connection.url());
    } else {
        std::scoped_lock const lock(mutex_);
        idle_.push_back({ std::move(connection), std::move(lease.server_), clock_.steady_now() });
    }
    end_turn();
}

// What ended one session has most likely ended the others.
void ConnectionPool::forget_sessions_with(std::string const& url)
{
    std::vector<Idle> forgotten; // Their ends are said to the server without the lock.
    std::scoped_lock const lock(mutex_);
    for (auto& idle : idle_)
        if (idle.connection.url() == url) forgotten.push_back(std::move(idle));
    std::erase_if(idle_, [](auto const& idle) { return !idle.server; });
}

void ConnectionPool::rest_silent(std::string const& url)
{
    auto const server
        = static_cast<std::size_t>(std::ranges::find(options_.urls, url) - options_.urls.begin());
    rest(server,
        { Code::ad_unavailable, "The directory cannot be asked.",
            url + ": it did not answer in time a moment ago" });
}

Result<std::shared_ptr<RootDse const>> ConnectionPool::server()
{
    {
        std::scoped_lock const lock(mutex_);
        if (last_server_) return last_server_;
    }
    auto lease = take();
    if (!lease) return tl::unexpected(lease.error());
    return lease->server_;
}

}
