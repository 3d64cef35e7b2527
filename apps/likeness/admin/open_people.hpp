// OpenPeople: everybody whom a command can work on, in the data directory and in directories elsewhere.
#pragma once

#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/serve/directories.hpp"

namespace likeness::app {

/// Any thread may call any member.
class OpenPeople {
public:
    /// `data` has to outlive it. Errors: those of Directories::open.
    static Result<std::unique_ptr<OpenPeople>> open(OpenData const& data);

    /// Directories that are asked live are asked when somebody is looked for.
    Directory& directory() { return directories_->people(); }

    std::optional<service::WriteBack> write_back() { return directories_->write_back(); }
    service::EntityTags const& tags() const { return tags_; }
    Clock const& clock() const { return clock_; }

private:
    explicit OpenPeople(OpenData const& data)
        : tags_(data.directory->key())
    {
    }

    // Nobody is looked for by a part of a name here.
    class NoNames final : public NameSearch {
    public:
        Result<NameHits> search(NameQuery const&, std::size_t) override { return NameHits {}; }
    };

    NoNames names_;
    SystemClock clock_;
    service::EntityTags tags_;
    std::unique_ptr<Directories> directories_;
};

}
