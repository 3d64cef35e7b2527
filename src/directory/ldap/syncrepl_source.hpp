// A MirrorSource of a server that has syncrepl: it tells what is new and who is gone, and tells it at once.
// Source: RFC 4533.
#pragma once

#include "directory/ldap/mirror_source.hpp"
#include "directory/ldap/sync_control.hpp"

namespace likeness::directory::ldap {

class SyncreplSource final : public MirrorSource {
public:
    SyncreplSource(
        LdapOptions const& options, Connection connection, RootDse server, AttributeMap attributes);

    bool tells_removals() const override { return true; }
    Result<bool> wait(
        std::string_view position, std::chrono::milliseconds span, std::stop_token const& stop) override;

private:
    Result<ReadOutcome> read_from(std::string_view position, ChangeVisitor& visitor) override;
    Result<ReadOutcome> refresh(std::optional<std::string> const& cookie, ChangeVisitor& visitor);
};

}
