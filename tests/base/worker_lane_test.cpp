#include "base/worker_lane.hpp"

#include <array>
#include <atomic>
#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <latch>
#include <memory>
#include <optional>
#include <pthread.h>
#include <unistd.h>

namespace likeness::base {
namespace {

using namespace std::chrono_literals;

// Far longer than anything takes: a test that waits so long has failed.
constexpr auto patience = 30s;

// A thread that ends a lane sleeps once it has told the lane's threads to stop and waits for them.
void wait_until_asleep(pid_t thread)
{
    for (std::string state; state != "S"; std::this_thread::yield()) {
        std::string number;
        std::string name;
        std::ifstream("/proc/self/task/" + std::to_string(thread) + "/stat") >> number >> name >> state;
    }
}

// A lane whose only thread is held by a job until it is let go.
class HeldLane {
public:
    explicit HeldLane(std::size_t queue_max)
        : lane_(std::in_place, "held", WorkerLane::Size { .threads = 1, .queue_max = queue_max })
    {
        std::promise<void> started;
        EXPECT_TRUE(lane_->post([&] {
            started.set_value();
            released_.wait();
        }));
        started.get_future().wait();
    }
    ~HeldLane() { release(); }

    WorkerLane& lane() { return *lane_; }
    void release()
    {
        if (!std::exchange(is_released_, true)) release_.set_value();
    }
    // Ends the lane while its thread is still held: from here on only `release` lets it go.
    std::future<void> destroy()
    {
        std::promise<pid_t> ending;
        auto ended = std::async(std::launch::async, [this, &ending] {
            ending.set_value(::gettid());
            lane_.reset();
        });
        wait_until_asleep(ending.get_future().get());
        return ended;
    }

private:
    std::promise<void> release_;
    std::shared_future<void> released_ = release_.get_future().share();
    bool is_released_ = false;
    std::optional<WorkerLane> lane_;
};

TEST(WorkerLane, RunsEveryJobOnce)
{
    constexpr int jobs = 1000;
    std::atomic<int> runs = 0;
    std::latch done(jobs);
    WorkerLane lane("count", { .threads = 4, .queue_max = jobs });
    for (int i = 0; i < jobs; ++i)
        ASSERT_TRUE(lane.post([&] {
            ++runs;
            done.count_down();
        }));
    done.wait();
    EXPECT_EQ(runs, jobs);
    EXPECT_EQ(lane.waiting(), 0u);
}

TEST(WorkerLane, RunsJobsInTheirOrderOnOneThread)
{
    std::vector<int> order;
    std::promise<void> done;
    WorkerLane lane("order", { .threads = 1, .queue_max = 100 });
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(lane.post([&, i] { order.push_back(i); }));
    ASSERT_TRUE(lane.post([&] { done.set_value(); }));
    done.get_future().wait();
    std::vector<int> expected(50);
    for (int i = 0; i < 50; ++i) expected[static_cast<std::size_t>(i)] = i;
    EXPECT_EQ(order, expected);
}

TEST(WorkerLane, RunsAsManyJobsAtOnceAsItHasThreads)
{
    std::latch all_at_once(3);
    std::latch done(3);
    WorkerLane lane("three", { .threads = 3, .queue_max = 3 });
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(lane.post([&] {
            all_at_once.arrive_and_wait(); // Hangs unless all three are here.
            done.count_down();
        }));
    done.wait();
}

TEST(WorkerLane, RefusesPastItsBoundAndLeavesTheJobWhole)
{
    HeldLane held(2);
    EXPECT_TRUE(held.lane().post([] { }));
    EXPECT_TRUE(held.lane().post([] { }));
    EXPECT_EQ(held.lane().waiting(), 2u);

    auto const token = std::make_shared<int>(7);
    WorkerLane::Job job = [token] { };
    EXPECT_FALSE(held.lane().post(std::move(job)));
    EXPECT_TRUE(job); // NOLINT(bugprone-use-after-move): a refused job is not moved from.
    EXPECT_EQ(token.use_count(), 2);
    EXPECT_EQ(held.lane().waiting(), 2u);
}

TEST(WorkerLane, TakesJobsAgainOnceThereIsRoom)
{
    HeldLane held(1);
    std::promise<void> first;
    std::promise<void> second;
    EXPECT_TRUE(held.lane().post([&] { first.set_value(); }));
    EXPECT_FALSE(held.lane().post([] { }));
    held.release();
    first.get_future().wait();
    EXPECT_TRUE(held.lane().post([&] { second.set_value(); }));
    EXPECT_EQ(second.get_future().wait_for(patience), std::future_status::ready);
}

TEST(WorkerLane, TakesNothingWhenNothingMayWait)
{
    WorkerLane lane("none", { .threads = 1, .queue_max = 0 });
    EXPECT_FALSE(lane.post([] { }));
}

TEST(WorkerLane, LetsJobsPostJobs)
{
    std::promise<void> done;
    WorkerLane lane("nested", { .threads = 1, .queue_max = 1 });
    ASSERT_TRUE(lane.post([&] { EXPECT_TRUE(lane.post([&] { done.set_value(); })); }));
    EXPECT_EQ(done.get_future().wait_for(patience), std::future_status::ready);
}

TEST(WorkerLane, DropsAtItsEndWhatStillWaitsAndWaitsForWhatRuns)
{
    std::atomic<bool> ran = false;
    auto const token = std::make_shared<int>(7);
    HeldLane held(4);
    ASSERT_TRUE(held.lane().post([&ran, token] { ran = true; }));

    auto destroyed = held.destroy();
    EXPECT_EQ(destroyed.wait_for(0ms), std::future_status::timeout); // Its thread is still held.
    held.release();
    EXPECT_EQ(destroyed.wait_for(patience), std::future_status::ready);
    EXPECT_FALSE(ran);
    EXPECT_EQ(token.use_count(), 1); // Dropped, not kept somewhere.
}

TEST(WorkerLane, LetsGoOfAJobOnceItHasRun)
{
    auto token = std::make_shared<int>(7);
    std::weak_ptr<int> const gone = token;
    std::promise<void> next;
    WorkerLane lane("gone", { .threads = 1, .queue_max = 2 });
    ASSERT_TRUE(lane.post([token = std::move(token)] { }));
    ASSERT_TRUE(lane.post([&] { next.set_value(); }));
    next.get_future().wait();
    EXPECT_TRUE(gone.expired());
}

TEST(WorkerLane, ShowsTheFirst15LettersOfItsNameInItsThreads)
{
    std::promise<std::string> name;
    WorkerLane lane("a-name-that-is-too-long", {});
    // The thread is named from outside: wait for it in here.
    ASSERT_TRUE(lane.post([&] {
        char text[16] = {};
        for (int i = 0; i < 10'000 && std::string_view(text) != "a-name-that-is-"; ++i) {
            ::pthread_getname_np(::pthread_self(), text, sizeof text);
            std::this_thread::sleep_for(1ms);
        }
        name.set_value(text);
    }));
    EXPECT_EQ(name.get_future().get(), "a-name-that-is-");
}

TEST(WorkerLane, TakesJobsFromManyThreads)
{
    constexpr int posters = 4;
    constexpr int jobs = 250;
    std::atomic<int> runs = 0;
    std::latch done(posters * jobs);
    WorkerLane lane("many", { .threads = 2, .queue_max = 8 });
    {
        std::array<std::jthread, posters> threads;
        for (auto& thread : threads)
            thread = std::jthread([&] {
                for (int i = 0; i < jobs; ++i) {
                    auto const job = [&] {
                        ++runs;
                        done.count_down();
                    };
                    while (!lane.post(job)) std::this_thread::yield();
                    EXPECT_LE(lane.waiting(), 8u);
                }
            });
    }
    done.wait();
    EXPECT_EQ(runs, posters * jobs);
}

}
}
