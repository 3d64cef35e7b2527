// A MirrorSource of a server whose entries tell when they changed: by uSNChanged or by modifyTimestamp.
#pragma once

#include "directory/ldap/mirror_source.hpp"

namespace likeness::directory::ldap {

class StampedSource : public MirrorSource {
public:
    /// The one that fits the server. Errors: as MirrorSource::open.
    static Result<std::unique_ptr<MirrorSource>> make(
        LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes);

protected:
    using MirrorSource::MirrorSource;

    /// Everybody. `seen` looks at each entry first, and may be empty.
    Result<ReadOutcome> read_all(ChangeVisitor& visitor, std::function<void(LdapEntry const&)> const& seen);

    /// Who matches `since`, and as gone everything in `root` that matches it and is no person.
    Result<ReadOutcome> read_since(Filter const& since, SearchRequest touched_request, ChangeVisitor& visitor,
        std::function<void(LdapEntry const&)> const& seen);
};

}
