// The poller that tells caches of changes.
#include "endpoints/change_watcher.hpp"

#include <future>
#include <gtest/gtest.h>
#include <mutex>

namespace likeness::endpoints {
namespace {

class ScriptedFeed final : public ChangeFeed {
public:
    struct Script {
        std::mutex mutex;
        bool down = false;
        std::int64_t head = 41;
    };

    explicit ScriptedFeed(std::shared_ptr<Script> script)
        : script_(std::move(script))
    {
    }

    Result<Changes> after(std::int64_t sequence) override
    {
        std::lock_guard const lock(script_->mutex);
        if (script_->down) return fail(Code::internal_server_transient_error, "down");
        Changes changes { .head = script_->head };
        for (auto i = sequence; i < script_->head; ++i)
            changes.changes.push_back({ ChangeKind::photo, PersonId {} });
        return changes;
    }

private:
    std::shared_ptr<Script> script_;
};

TEST(ChangeWatcher, TellsOnlyWhatHappensAfterItsStart)
{
    auto const script = std::make_shared<ScriptedFeed::Script>();
    std::promise<Changes> told;
    auto const watcher = ChangeWatcher::start(
        std::make_unique<ScriptedFeed>(script), [&, once = false](Changes const& changes) mutable {
            if (!std::exchange(once, true)) told.set_value(changes);
        });
    ASSERT_TRUE(watcher);
    {
        std::lock_guard const lock(script->mutex);
        script->head = 43;
    }
    auto const changes = told.get_future().get();
    EXPECT_EQ(changes.head, 43);
    EXPECT_EQ(changes.changes.size(), 2u);
}

TEST(ChangeWatcher, TellsCachesToForgetEverythingWhileTheFeedIsDown)
{
    auto const script = std::make_shared<ScriptedFeed::Script>();
    std::promise<Changes> told;
    auto const watcher = ChangeWatcher::start(
        std::make_unique<ScriptedFeed>(script), [&, once = false](Changes const& changes) mutable {
            if (!std::exchange(once, true)) told.set_value(changes);
        });
    {
        std::lock_guard const lock(script->mutex);
        script->down = true;
    }
    EXPECT_FALSE(told.get_future().get().complete);
}

TEST(ChangeWatcher, DoesNotStartOnAFeedThatIsDown)
{
    auto const script = std::make_shared<ScriptedFeed::Script>();
    script->down = true;
    EXPECT_FALSE(ChangeWatcher::start(std::make_unique<ScriptedFeed>(script), [](Changes const&) { }));
}

}
}
