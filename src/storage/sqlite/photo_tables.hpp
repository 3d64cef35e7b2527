// PhotoStore in the database: the tables photos and photo_states.
#pragma once

#include "core/ports/photo_store.hpp"
#include "storage/sqlite/database.hpp"

namespace likeness::storage {

class SqlitePhotoStore final : public PhotoStore {
public:
    explicit SqlitePhotoStore(Database& database)
        : database_(database)
    {
    }

    Result<PhotoLookup> find(PersonId person, PhotoSize size) override;
    Result<PhotoSummary> summary(PersonId person) override;
    Result<std::int64_t> replace(PersonId person, PhotoUpdate const& update) override;
    Result<void> remove(PersonId person, base::Seconds now) override;
    Result<void> use_directory(PersonId person, base::Seconds now) override;

private:
    Database& database_;
};

}
