// MirrorWriter: what one read of a directory finds, on its way into the mirror.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "directory/ldap/mirror_source.hpp"
#include "directory/ldap/trouble_log.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <unordered_set>

namespace likeness::directory::ldap {

/// What the mirror keeps from one read to the next besides what is on the disk. One thread at a time.
struct MirrorMemory {
    explicit MirrorMemory(std::function<void(std::string const&)> const& say)
        : reading(say)
        , writing(say)
    {
    }

    TroubleLog reading; ///< What cannot be used of an entry.
    TroubleLog writing; ///< What the mirror would not take.
    std::unordered_set<PersonId> left_out; ///< Who may get in, or get an address, when others have changed.
};

/// When people may be removed whose absence was only noticed, never told to an operator.
enum class Removals {
    careful, ///< Not more at once than is likely to be meant.
    trusted, ///< An operator said that all of it is meant.
};

struct WriteSummary {
    std::size_t found = 0; ///< New or changed people.
    std::size_t removed = 0;
    std::size_t held_back = 0; ///< Who would have been removed, were it not so many.
};

/// Of one read. One thread at a time.
///
/// Who is removed: those whom the directory names as gone; and after a read of everything those who were not named in
/// it. A read that was cut short removes nobody. A read of everything that finds nobody at all, and any read by which
/// more than limits::unasked_removals_max people and more than a quarter of all would go, is not believed: that is
/// what a lost permission, a wrong base or an empty replica looks like, and with people go their photos.
class MirrorWriter final : public ChangeVisitor {
public:
    struct Surroundings {
        std::string source; ///< The directory's name.
        DirectoryMirror& mirror;
        MirrorMemory& memory;
        std::stop_token stop;
        std::function<void(std::size_t entries)> on_progress; ///< May be empty; how many were read so far.
    };

    explicit MirrorWriter(Surroundings surroundings);

    bool found(PersonId id, ReadEntry&& entry) override;
    bool unchanged(PersonId id) override;
    bool gone(PersonId id) override;
    bool unusable(ReadEntry&& entry) override;

    /// Writes what is left, removes who is gone, and with the last of it the cookie, where there is one.
    /// Errors: those of the mirror, also when they were what ended the read.
    Result<WriteSummary> finish(
        ReadOutcome const& outcome, std::optional<std::string> cookie, Removals removals);

    /// Whether anything was found to be new or gone.
    bool has_changes() const { return summary_.found > 0 || !gone_.empty(); }

    /// Why the read was not to go on, when it was the mirror.
    std::optional<Error> const& failure() const { return failure_; }

private:
    bool flush();
    Result<void> write(MirrorBatch const& batch);
    void note_rejected(std::vector<MirrorEntry> const& present, std::vector<Rejected> const& rejected);
    Result<std::vector<PersonId>> missing(ReadOutcome const& outcome, Removals removals);
    Result<void> remove(std::vector<PersonId> const& people, std::optional<std::string> cookie);
    bool may_go_on() const;

    Surroundings surroundings_;
    std::vector<MirrorEntry> present_;
    std::size_t present_bytes_ = 0;
    std::unordered_set<PersonId> named_;
    std::unordered_set<PersonId> gone_;
    std::size_t entries_ = 0;
    WriteSummary summary_;
    std::optional<Error> failure_;
};

}
