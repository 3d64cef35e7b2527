// ExchangeDirectory: the people of an Exchange as a Directory that is asked each time, so that likeness may stand before
// one.
// Source: spec/directory.md 1 to 5, 7 and 10; core/ports/directory.hpp.
#pragma once

#include "client/exchange/exchange_people.hpp"
#include "client/soap/ews_client.hpp"
#include "core/ports/directory.hpp"

#include <mutex>
#include <set>

namespace likeness::client {

struct ExchangeDirectoryOptions {
    std::string name; ///< In the configuration, never "": Person::source.
    std::set<std::string, std::less<>>
        domains; ///< Folded: whose people the server has. It cannot be asked for them.
    TagMaker tag_of; ///< Not empty.
};

/// What such a directory cannot answer:
/// - Who is hidden is not there, for ResolveNames tells nobody of them.
/// - It tells three addresses of a person. Whoever is asked for by another one may be there all the same: where the server
///   finds somebody of whom it does not tell that address, and of whom it may not have told all, find fails rather than
///   say that there is nobody.
/// - Ids can be asked for as long as ExchangePeople knows them. One that it does not know is a failure, not nobody.
/// - Which domains there are, which is configured.
/// - A manager and direct reports are told of by Exchange 2010 SP2 and later alone, of older ones they are not known.
///
/// Whom it finds by a name, and in which order, is the server's own judgement, which may be another one than that of
/// our index: by a part of a name it does as spec/directory.md 2 says. Of a group at most what one answer holds is told.
///
/// Any thread may call it; calls go one after the other, each as long as the client's time. A batch of ids costs a request
/// each. The error of every member is ad_unavailable, whatever the client's failure was; its detail says which.
class ExchangeDirectory final : public Directory, public NameSearch {
public:
    /// All that is given has to outlive it, and `client` is to be used by nobody else.
    ExchangeDirectory(EwsClient& client, ExchangePeople& people, ExchangeDirectoryOptions options);

    Result<std::optional<Person>> find(EmailAddress const& address) override;
    Result<std::optional<Person>> find(PersonId person) override;
    Result<bool> serves_domain(std::string_view folded_domain) override;
    Result<std::optional<Photo>> find_thumbnail(PersonId person) override;
    Result<std::vector<Person>> find_all(std::span<PersonId const> people) override;
    /// In: a prefix with a kind before its colon.
    Result<std::vector<Person>> find_by_proxy(
        std::string_view prefix, ProxyMatch match, std::size_t most) override;
    Result<std::vector<Person>> find_related(PersonId person, Relation relation, std::size_t most) override;

    Result<NameHits> search(NameQuery const& query, std::size_t most) override;

private:
    /// Somebody, with the card that told of them; its texts live as long as `owner`.
    struct Told {
        Person person;
        std::shared_ptr<ContactCard const> card;
        std::shared_ptr<Resolutions const> owner;
    };

    Result<std::shared_ptr<Resolutions const>> resolve(std::string entry);
    Result<std::vector<Told>> people_of(std::string entry);
    Result<std::optional<Told>> look_up(EmailAddress const& address);
    Result<std::optional<Told>> look_up(PersonId person);
    Result<std::vector<Person>> people_behind(std::span<Mailbox const> mailboxes, std::size_t most);
    Result<std::vector<Person>> members_of(Person const& group, std::size_t most);

    EwsClient& client_;
    ExchangePeople& people_;
    ExchangeDirectoryOptions options_;
    std::mutex mutex_; ///< The client takes one call at a time.
};

}
