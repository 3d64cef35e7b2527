#include "directory/ldap/ldap_thumbnail_writer.hpp"

namespace likeness::directory::ldap {

LdapThumbnailWriter::LdapThumbnailWriter(ConnectionPool& pool)
    : pool_(pool)
    , people_(pool)
{
}

std::size_t LdapThumbnailWriter::bytes_max_for(Person const& person) const
{
    auto const& options = pool_.options();
    return options.thumbnail_writeback && person.source == options.name ? options.thumbnail_bytes_max : 0;
}

Result<void> LdapThumbnailWriter::write(Person const& person, base::ByteView jpeg)
{
    auto const bytes_max = bytes_max_for(person);
    if (bytes_max > 0 && jpeg.size() > bytes_max)
        return fail(Code::data_size_limit_exceeded,
            "The thumbnail has " + std::to_string(jpeg.size()) + " bytes, more than the limit of "
                + std::to_string(bytes_max) + " for the directory.");
    return replace(person, { std::string(base::as_text(jpeg)) });
}

Result<void> LdapThumbnailWriter::remove(Person const& person)
{
    return replace(person, {});
}

Result<void> LdapThumbnailWriter::replace(Person const& person, std::vector<std::string> values)
{
    if (bytes_max_for(person) == 0)
        return fail(Code::access_denied, "Thumbnails of this directory are not written.");
    auto const found = people_.find(person.id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(Code::non_existent_mailbox, "The directory does not have this person any more.");
    return pool_.ask([&](ConnectionPool::Lease& lease) {
        return lease->modify((*found)->dn, { { .attribute = attribute(lease.server()), .values = values } });
    });
}

std::string LdapThumbnailWriter::attribute(RootDse const& server) const
{
    auto const& options = pool_.options();
    if (!options.thumbnail_attributes.empty()) return options.thumbnail_attributes.front();
    auto const kind = options.kind == LdapKind::automatic ? server.kind : options.kind;
    return kind == LdapKind::active_directory ? "thumbnailPhoto" : "jpegPhoto";
}

}
