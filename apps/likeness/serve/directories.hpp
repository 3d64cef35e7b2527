// Directories: everybody, from the local directory and from those of the configuration.
#pragma once

#include "apps/likeness/serve/directory_config.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/directory_sign_in.hpp"
#include "core/ports/thumbnail_writer.hpp"
#include "directory/ldap/directory_sync.hpp"
#include "service/entity_tag.hpp"
#include "service/write_back.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace likeness::app {

/// How a mirror does.
struct MirrorStatus {
    std::string name;
    directory::ldap::SyncStatus status;
};

/// Any thread may call any member but start().
class Directories {
public:
    struct Parts {
        storage::DataDirectory& data;
        NameSearch& names; ///< Of everybody in the database.
        service::EntityTags const& tags;
        Clock const& clock;
    };

    /// Reads the passwords' files and connects to nothing. What is in `parts` has to outlive it.
    /// Errors: invalid_request, naming the directory and what is wrong with it.
    static Result<std::unique_ptr<Directories>> open(
        std::span<DirectoryConfig const> configs, Parts const& parts);

    virtual ~Directories() = default;

    virtual Directory& people() = 0;
    virtual NameSearch& names() = 0;

    /// Whether some people are asked for elsewhere each time: then people() and names() may block for seconds.
    virtual bool some_are_live() const = 0;

    /// Of directories that people sign in to.
    virtual std::vector<DirectorySignIn*> sign_ins() = 0;

    /// nullopt where no directory is configured.
    virtual std::optional<service::WriteBack> write_back() = 0;

    /// Begins to keep the mirrors current; call once. `report` is told each trouble once, on the mirrors' threads.
    virtual void start(std::function<void(std::string const& sentence)> const& report) = 0;

    virtual std::vector<MirrorStatus> mirrors() const = 0;
};

}
