// PeopleImport: people out of a file into the local directory, in batches, with memory for one batch.
#pragma once

#include "apps/likeness/admin/people_reader.hpp"
#include "apps/likeness/admin/refusals.hpp"
#include "core/ports/clock.hpp"
#include "service/entity_tag.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

namespace likeness::app {

struct ImportCounts {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;

    std::size_t all() const { return added + changed + unchanged + refused; }
};

class PeopleImport {
public:
    /// `file` is what refusals name and where thumbnails are looked for. All must outlive it.
    PeopleImport(storage::DataDirectory& directory, std::filesystem::path file, Refusals& refusals,
        Clock const& clock);

    /// Takes a person or a refused line; stores when a batch is full.
    /// Errors: the directory's; then nothing more should be taken, and what was stored stays.
    Result<void> take(base::BasicResult<ImportedPerson, RefusedLine>&& read);

    /// Stores what waits.
    Result<void> flush();

    /// Those that are stored or refused.
    ImportCounts const& counts() const { return counts_; }

private:
    struct Waiting {
        std::size_t line;
        bool known;
    };

    void refuse(std::size_t line, std::string const& reason);
    Result<void> take_person(ImportedPerson const& read);
    Result<void> take_entry(
        std::size_t line, std::optional<Person> const& known, Person person, PersonChange const& change);
    Result<std::optional<PersonLinks>> read_links(PersonId const& person, PersonChange const& change);
    Result<bool> is_stored(std::optional<Person> const& known, PersonEntry const& entry);
    Result<void> wait(std::size_t line, bool known, PersonEntry entry);
    Result<std::optional<Person>> find_known(EmailAddress const& email);
    Result<std::optional<Photo>> read_picture(PersonId const& person, std::string const& name) const;
    Result<bool> shows_already(PersonId const& person, Photo const& picture);
    Result<bool> points_already(PersonId const& person, PersonLinks const& links);
    void count_stored(std::vector<Rejected> const& rejected);

    storage::DataDirectory& directory_;
    std::filesystem::path file_;
    Refusals& refusals_;
    Clock const& clock_;
    service::EntityTags tags_;
    ImportCounts counts_;
    // The batch: entries_[i] came from waiting_[i].
    std::vector<PersonEntry> entries_;
    std::vector<Waiting> waiting_;
    std::unordered_set<std::string> addresses_;
    std::size_t picture_bytes_ = 0;
    std::size_t members_ = 0;
};

}
