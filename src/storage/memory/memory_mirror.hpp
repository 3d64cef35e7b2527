// DirectoryMirror in memory.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "storage/memory/memory_state.hpp"

namespace likeness::storage {

class MemoryMirror final : public DirectoryMirror {
public:
    explicit MemoryMirror(State& state)
        : state_(state)
    {
    }

    Result<std::optional<std::string>> cookie(std::string_view source) override;
    Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) override;
    Result<std::vector<PersonId>> people_of(std::string_view source) override;
    Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) override;

private:
    State& state_;
};

}
