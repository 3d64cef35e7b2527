#include "apps/likeness/serve/directories.hpp"

#include "directory/joined_directory.hpp"
#include "directory/ldap/ldap_password_check.hpp"
#include "directory/ldap/ldap_thumbnail_writer.hpp"
#include "directory/ldap/live_directory.hpp"
#include "directory/without_sources.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace likeness::app {

namespace {

namespace ldap = directory::ldap;

// One directory of the configuration: its sessions, and what stands on them.
struct Elsewhere {
    Elsewhere(DirectoryConfig const& from, ldap::LdapOptions const& ldap_options, Clock const& clock)
        : config(from)
        , options(ldap_options)
        , pool(ldap_options, clock)
        , live(pool, clock)
        , passwords(pool)
        , thumbnails(pool)
    {
    }

    DirectoryConfig const config;
    ldap::LdapOptions const options;
    ldap::ConnectionPool pool;
    ldap::LiveDirectory live;
    ldap::LdapPasswordCheck passwords;
    ldap::LdapThumbnailWriter thumbnails;
    std::unique_ptr<ldap::DirectorySync> sync; ///< Null before start(), and where it is asked live.
};

// The thumbnails of several directories: each has its own people.
class ThumbnailWriters final : public ThumbnailWriter {
public:
    explicit ThumbnailWriters(std::vector<std::unique_ptr<Elsewhere>> const& all)
        : all_(all)
    {
    }

    std::size_t bytes_max_for(Person const& person) const override
    {
        auto const* const writer = writer_for(person);
        return writer ? writer->bytes_max_for(person) : 0;
    }
    Result<void> write(Person const& person, base::ByteView jpeg) override
    {
        auto* const writer = writer_for(person);
        return writer ? writer->write(person, jpeg) : fail(Code::access_denied);
    }
    Result<void> remove(Person const& person) override
    {
        auto* const writer = writer_for(person);
        return writer ? writer->remove(person) : fail(Code::access_denied);
    }

private:
    ThumbnailWriter* writer_for(Person const& person) const
    {
        auto const found = std::ranges::find(
            all_, person.source, [](auto const& one) -> auto const& { return one->config.name; });
        return found == all_.end() ? nullptr : &(*found)->thumbnails;
    }

    std::vector<std::unique_ptr<Elsewhere>> const& all_;
};

std::vector<std::string> live_names(std::vector<std::unique_ptr<Elsewhere>> const& all)
{
    std::vector<std::string> names;
    for (auto const& one : all)
        if (one->config.mode == DirectoryMode::live) names.push_back(one->config.name);
    return names;
}

class JoinedDirectories final : public Directories {
public:
    JoinedDirectories(std::vector<std::unique_ptr<Elsewhere>> all, Parts const& parts)
        : all_(std::move(all))
        , parts_(parts)
        , writers_(all_)
        , stored_(parts.data.people(), live_names(all_))
        , stored_names_(parts.names, stored_)
        , joined_(members())
    {
    }

    Directory& people() override
    {
        if (some_are_live()) return joined_;
        return parts_.data.people();
    }
    NameSearch& names() override
    {
        if (some_are_live()) return joined_;
        return parts_.names;
    }

    bool some_are_live() const override
    {
        return std::ranges::any_of(
            all_, [](auto const& one) { return one->config.mode == DirectoryMode::live; });
    }

    std::vector<DirectorySignIn*> sign_ins() override
    {
        std::vector<DirectorySignIn*> sign_ins;
        for (auto const& one : all_)
            if (one->config.sign_in) sign_ins.push_back(&one->passwords);
        return sign_ins;
    }

    std::optional<service::WriteBack> write_back() override
    {
        if (all_.empty()) return std::nullopt;
        return service::WriteBack { writers_, parts_.data.mirror() };
    }

    void start(std::function<void(std::string const& sentence)> const& report) override
    {
        for (auto const& one : all_) {
            if (one->config.mode != DirectoryMode::mirror) continue;
            auto const& name = one->config.name;
            one->sync = std::make_unique<ldap::DirectorySync>(one->options,
                ldap::SyncTimes { .poll = one->config.poll }, parts_.data.mirror(), parts_.clock,
                ldap::SyncEvents { .on_report = [report, name](std::string const& sentence) {
                    report(fmt::format("directory \"{}\": {}", name, sentence));
                } });
            one->sync->start();
        }
    }

    std::vector<MirrorStatus> mirrors() const override
    {
        std::vector<MirrorStatus> statuses;
        for (auto const& one : all_)
            if (one->sync) statuses.push_back({ one->config.name, one->sync->status() });
        return statuses;
    }

private:
    std::vector<directory::JoinedMember> members()
    {
        std::vector<directory::JoinedMember> members { { &stored_, &stored_names_ } };
        for (auto const& one : all_)
            if (one->config.mode == DirectoryMode::live) members.push_back({ &one->live, &one->live });
        return members;
    }

    std::vector<std::unique_ptr<Elsewhere>> const all_;
    Parts const parts_;
    ThumbnailWriters writers_;
    directory::WithoutSources stored_;
    directory::NamesWithin stored_names_;
    directory::JoinedDirectory joined_;
};

}

Result<std::unique_ptr<Directories>> Directories::open(
    std::span<DirectoryConfig const> configs, Parts const& parts)
{
    std::vector<std::unique_ptr<Elsewhere>> all;
    for (auto const& config : configs) {
        auto options
            = ldap_options(config, [&tags = parts.tags](PersonId const& person, base::ByteView bytes) {
                  return tags.of(person, service::PhotoSource::directory, bytes);
              });
        if (!options) return tl::unexpected(options.error());
        all.push_back(std::make_unique<Elsewhere>(config, *options, parts.clock));
    }
    return std::make_unique<JoinedDirectories>(std::move(all), parts);
}

}
