// A directory elsewhere called "contoso", and the copy of it that we keep: both say and refuse what a test tells them to.
#pragma once

#include "core/ports/directory_mirror.hpp"
#include "core/ports/thumbnail_writer.hpp"
#include "support/scripted_stores.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {

class ScriptedWriter final : public ThumbnailWriter {
public:
    explicit ScriptedWriter(ScriptedPhotos const& photos)
        : photos_(photos)
    {
    }

    std::size_t bytes_max = 100;
    std::optional<Error> error;
    std::vector<std::string> written; ///< "-" for a removal.
    std::vector<std::size_t> uploads_before; ///< How many photos were stored by then.

    std::size_t bytes_max_for(Person const& person) const override
    {
        return person.source == "contoso" ? bytes_max : 0;
    }
    Result<void> write(Person const&, base::ByteView jpeg) override { return note(base::as_text(jpeg)); }
    Result<void> remove(Person const&) override { return note("-"); }

private:
    Result<void> note(std::string_view what)
    {
        uploads_before.push_back(photos_.updates.size());
        if (error) return tl::unexpected(*error);
        written.emplace_back(what);
        return {};
    }

    ScriptedPhotos const& photos_;
};

// The copy of a directory that the scripted stores stand for.
class ScriptedMirror final : public DirectoryMirror {
public:
    explicit ScriptedMirror(ScriptedPhotos& photos)
        : photos_(photos)
    {
    }

    std::vector<std::pair<std::string, MirrorEntry>> applied;
    std::optional<Error> rejection;
    std::optional<Error> error;
    std::map<PersonId, std::optional<Photo>> thumbnails;

    Result<std::optional<std::string>> cookie(std::string_view) override { return std::nullopt; }
    Result<std::vector<Rejected>> apply(std::string_view source, MirrorBatch const& batch) override
    {
        if (error) return tl::unexpected(*error);
        EXPECT_EQ(batch.cookie, std::nullopt) << "the place to go on reading is not ours to move";
        if (rejection) return std::vector { Rejected { 0, *rejection } };
        for (auto const& entry : batch.present) {
            applied.emplace_back(source, entry);
            photos_.strangers.erase(entry.entry.person.id);
        }
        return std::vector<Rejected> {};
    }
    Result<std::vector<PersonId>> people_of(std::string_view) override { return std::vector<PersonId> {}; }
    Result<void> put_thumbnail(PersonId person, std::optional<Photo> const& thumbnail) override
    {
        if (error) return tl::unexpected(*error);
        thumbnails[person] = thumbnail;
        return {};
    }

private:
    ScriptedPhotos& photos_;
};

}
