// ConnectionPool: sessions with one of a directory's servers, kept and lent.
#pragma once

#include "core/ports/clock.hpp"
#include "directory/ldap/connection.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

namespace likeness::directory::ldap {

/// Any thread may call any member.
///
/// A server that could not be reached, or said nothing for too long, is not tried again for
/// limits::failed_server_rest: with all of them resting, callers are told at once. A session that lay idle for
/// limits::idle_time_max is tried before it is lent.
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
        RootDse const& server() const { return *server_; } ///< As it was when the session began.

        /// Whether the session had been used before and ended, in this lease, other than by silence: a server that
        /// was started anew ends all of them, and a new one may work.
        bool is_worth_another() const
        {
            return reused_ && connection_->is_broken() && !connection_->timed_out();
        }

    private:
        friend class ConnectionPool;
        Lease(
            ConnectionPool& pool, Connection connection, std::shared_ptr<RootDse const> server, bool reused);

        ConnectionPool* pool_;
        std::optional<Connection> connection_;
        std::shared_ptr<RootDse const> server_;
        bool reused_;
    };

    /// In: options that passed check. `clock` has to outlive the pool.
    ConnectionPool(LdapOptions options, Clock const& clock);
    ConnectionPool(ConnectionPool const&) = delete;
    ConnectionPool& operator=(ConnectionPool const&) = delete;
    ~ConnectionPool();

    /// Waits, for answer_time_max at most, while connections_max of them are lent.
    /// Errors: ad_unavailable.
    Result<Lease> take();

    /// What `question`, a function of a Lease&, answers; asked a second time where the session had ended before it
    /// was lent. Errors: those of `question`; ad_unavailable.
    template <class Question> std::invoke_result_t<Question, Lease&> ask(Question const& question)
    {
        for (bool again = false;; again = true) {
            auto lease = take();
            if (!lease) return tl::unexpected(lease.error());
            auto answer = question(*lease);
            if (answer || again || !lease->is_worth_another()) return answer;
        }
    }

    /// A session that nobody has signed in to, and that does not come back: for checking a password.
    /// Errors: ad_unavailable.
    Result<Connection> open_unbound();

    /// What a server said of itself last; asked now where none did. Errors: ad_unavailable.
    Result<std::shared_ptr<RootDse const>> server();

    LdapOptions const& options() const { return options_; }

private:
    struct Idle {
        Connection connection;
        std::shared_ptr<RootDse const> server;
        std::chrono::steady_clock::time_point since;
    };

    Result<void> wait_for_turn();
    void end_turn();
    std::optional<Idle> take_idle();
    Result<Lease> open_lease();
    void give_back(Lease& lease);
    template <class Opened>
    Result<Opened> first_reachable(std::function<Result<Opened>(std::size_t server)> const& open);
    std::optional<Error> why_resting(std::size_t server);
    void rest(std::size_t server, Error error);
    void rest_silent(std::string const& url);
    void forget_sessions_with(std::string const& url);

    LdapOptions const options_;
    Clock const& clock_;
    std::mutex mutex_;
    std::condition_variable turn_;
    std::size_t lent_ = 0;
    std::vector<Idle> idle_; ///< The one used last at the back.
    struct Resting {
        std::chrono::steady_clock::time_point until;
        Error error;
    };
    std::map<std::size_t, Resting> resting_;
    std::shared_ptr<RootDse const> last_server_;
};

}
