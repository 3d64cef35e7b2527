// ExchangePeople: who the people of another server are. It has ids for most of them, and names people by addresses alone.
// Source: spec/directory.md 4, DirectoryId; core/ports/directory.hpp.
#pragma once

#include "client/limits.hpp"
#include "core/operations/resolve_names.hpp"

#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace likeness::client {

/// Makes the entity tag of somebody's picture (service::EntityTags). Any thread may call it.
using TagMaker = std::function<std::string(PersonId const& person, base::ByteView bytes)>;

/// The id of somebody of whom a server tells none: made of the primary address, so that it stays theirs as long as that.
PersonId id_from_address(EmailAddress const& primary);

/// Somebody of the directory, as a resolution with a card tells of them. In: the configured name of the server.
/// nullopt: it is no one of the directory, or names no address that mail goes to.
std::optional<Person> person_from(Resolution const& resolution, std::string const& source);

/// Which address belongs to an id, of those that were used last. Any thread.
class ExchangePeople {
public:
    explicit ExchangePeople(std::size_t most = limits::known_people_max)
        : most_(most)
    {
    }

    void keep(Person const& person);

    /// The primary address; nullopt: not known here, or not any more.
    std::optional<EmailAddress> find(PersonId id);

private:
    struct Known {
        PersonId id;
        EmailAddress address;
    };

    std::size_t most_;
    std::mutex mutex_;
    std::list<Known> known_; ///< Those that were used last go first.
    std::unordered_map<PersonId, std::list<Known>::iterator> places_;
};

}
