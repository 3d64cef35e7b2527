// MirrorSource: what there is in a directory, and what has changed there since it was last read.
// Source: spec/directory.md 9; RFC 4533; MS-ADTS 3.1.1.3.4.1.14 (deleted objects).
#pragma once

#include "directory/ldap/entry.hpp"

#include <memory>
#include <stop_token>

namespace likeness::directory::ldap {

/// Takes what a read comes upon. Each member returns whether to go on.
class ChangeVisitor {
public:
    virtual ~ChangeVisitor() = default;

    /// Somebody who is there, new or changed. Without a person the entry is there and cannot be used.
    virtual bool found(PersonId id, ReadEntry&& entry) = 0;
    /// Somebody who is there, of whom nothing is new or nothing was asked.
    virtual bool unchanged(PersonId id) = 0;
    /// Somebody who is not there any more; perhaps they never were a person.
    virtual bool gone(PersonId id) = 0;
    /// An entry that has no id that can be read.
    virtual bool unusable(ReadEntry&& entry) = 0;
};

struct ReadOutcome {
    bool everything = false; ///< All that there is was named: who was not is not there.
    bool complete = false; ///< It came to its end. If not, nothing follows from who was not named.
    std::string position; ///< Where to go on after it; "" when it is not complete.
    std::string cut_short; ///< Why it is not complete, for the operator.
};

/// A session with one server of a directory, and its way of telling what has changed. One thread at a time, but for
/// interrupt. After an error of code ad_unavailable the session may be over: open another.
///
/// Active Directory: by uSNChanged, which every server counts for itself; another server, or the same one restored from
/// a backup, is read anew. Who was deleted, lost their address or moved elsewhere shows as changed, and not as a person.
/// Others: by syncrepl, where the server has it; else by modifyTimestamp, some seconds of which are read again.
class MirrorSource {
public:
    /// In: options that passed check. Errors: ad_unavailable, access_denied, invalid_request (an attribute that is none).
    static Result<std::unique_ptr<MirrorSource>> open(LdapOptions const& options, std::size_t server);
    virtual ~MirrorSource() = default;
    MirrorSource(MirrorSource const&) = delete;
    MirrorSource& operator=(MirrorSource const&) = delete;

    /// What has changed since `position`, as an earlier read returned it; everything for "", and where the server cannot
    /// tell from there: another server, other options, too long ago.
    /// Errors: ad_unavailable, access_denied.
    Result<ReadOutcome> read(std::string_view position, ChangeVisitor& visitor);

    /// Names everybody, as unchanged: by their ids alone, which is cheap. Its position is "".
    Result<ReadOutcome> list(ChangeVisitor& visitor);

    /// Reads one person again: found or gone.
    Result<void> read_again(PersonId id, ChangeVisitor& visitor);

    /// Whether reads tell who is gone. If not, only list() does.
    virtual bool tells_removals() const = 0;

    /// Waits until something has changed since `position`, `span` is over or `stop` is asked for. Whether something has
    /// changed; servers that cannot say so keep silent until `span` is over.
    virtual Result<bool> wait(
        std::string_view position, std::chrono::milliseconds span, std::stop_token const& stop);

    /// Makes a call that waits for the server fail soon. Any thread may call it.
    void interrupt();

    std::string const& url() const { return connection_.url(); }

protected:
    MirrorSource(LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes);

    /// As read; `position` is of this kind of source and of the same options, or "".
    virtual Result<ReadOutcome> read_from(std::string_view position, ChangeVisitor& visitor) = 0;

    /// A position without what names the options it was read with; "" when those were others.
    std::string_view own_part(std::string_view position) const;

    /// Reads an entry to its end and hands it over.
    Result<bool> hand_over(LdapEntry&& entry, ChangeVisitor& visitor);

    /// A search for whole people, or for the ids alone.
    SearchRequest people_request() const;
    SearchRequest ids_request() const;

    /// What a search left for `outcome` to say of its end.
    static void note_end(SearchEnd const& end, ReadOutcome& outcome);

    LdapOptions const options_;
    Connection connection_;
    RootDse const server_;
    AttributeMap const attributes_;
    std::string const base_;

private:
    std::string fingerprint() const;
    int const socket_;
};

}
