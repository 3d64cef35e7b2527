// DirectoryMirror in the database: people with a source, and the tables mirrored and mirror_cookies.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "storage/sqlite/database.hpp"

namespace likeness::storage {

class SqliteMirror final : public DirectoryMirror {
public:
    explicit SqliteMirror(Database& database)
        : database_(database)
    {
    }

    Result<std::optional<std::string>> cookie(std::string_view source) override;
    Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) override;
    Result<std::vector<PersonId>> people_of(std::string_view source) override;
    Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) override;

private:
    Database& database_;
};

}
