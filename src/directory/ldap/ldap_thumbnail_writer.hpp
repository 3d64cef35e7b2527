// LdapThumbnailWriter: an upload refreshes the thumbnail in the directory too.
// Source: spec/photos.md 10, step 6; spec/directory.md 8.
#pragma once

#include "core/ports/thumbnail_writer.hpp"
#include "directory/ldap/people.hpp"

namespace likeness::directory::ldap {

/// Writes the first of options.thumbnail_attributes or, where none is given, thumbnailPhoto in Active Directory and
/// jpegPhoto elsewhere, for people of this directory (Person::source) and with options.thumbnail_writeback alone.
class LdapThumbnailWriter final : public ThumbnailWriter {
public:
    /// `pool` has to outlive it.
    explicit LdapThumbnailWriter(ConnectionPool& pool);

    std::size_t bytes_max_for(Person const& person) const override;

    /// Errors also: access_denied where bytes_max_for is 0.
    Result<void> write(Person const& person, base::ByteView jpeg) override;
    Result<void> remove(Person const& person) override;

private:
    Result<void> replace(Person const& person, std::vector<std::string> values);
    std::string attribute(RootDse const& server) const;

    ConnectionPool& pool_;
    People people_;
};

}
