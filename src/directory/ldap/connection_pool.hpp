// ConnectionPool: sessions with one of a directory's servers, kept and lent.
#pragma once

#include "directory/ldap/connection.hpp"

#include <condition_variable>
#include <mutex>

namespace likeness::directory::ldap {

/// Any thread may call any member.
///
/// A server that could not be reached is not tried again for limits::failed_server_rest: with all of them resting,
/// callers are told at once. A session that lay idle for limits::idle_time_max is tried before it is lent.
class ConnectionPool {
public:
    /// One session, the caller's alone until it goes away. It goes back to the pool then, unless it is broken.
    class Lease {
    public:
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        Connection& operator*() { return *connection_; }
        Connection* operator->() { return &*connection_; }
        RootDse const& server() const { return server_; } ///< As it was when the session began.

    private:
        friend class ConnectionPool;
        Lease(ConnectionPool& pool, Connection connection, RootDse server);

        ConnectionPool* pool_;
        std::optional<Connection> connection_;
        RootDse server_;
    };

    /// In: options that passed check.
    explicit ConnectionPool(LdapOptions options);
    ~ConnectionPool();

    /// Waits, for answer_time_max at most, while connections_max of them are lent.
    /// Errors: ad_unavailable.
    Result<Lease> take();

    /// A session that nobody has signed in to, and that does not come back: for checking a password.
    /// Errors: ad_unavailable.
    Result<Connection> open_unbound();

    /// What a server said of itself last; asked now where none did. Errors: ad_unavailable.
    Result<RootDse> server();

    /// options.base or, where that is "", the server's default one. Errors: ad_unavailable, also where there is none.
    Result<std::string> base();

    LdapOptions const& options() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}
