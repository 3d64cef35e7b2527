#include "directory/index/load_segments.hpp"

#include "directory/index/segment_builder.hpp"

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace likeness::directory {

namespace {

// Some people, copied out of the source, which shows them one at a time.
class Batch {
public:
    static constexpr std::size_t people_most = 4096;

    void add(NameEntry const& entry)
    {
        people_.push_back({ entry.id, entry.kind, {} });
        std::size_t field = 0;
        for (auto const text : { entry.display_name, entry.given_name, entry.surname, entry.office,
                 entry.alias, entry.address }) {
            texts_ += text;
            people_.back().sizes[field++] = text.size();
        }
    }
    bool full() const { return people_.size() == people_most; }
    bool empty() const { return people_.empty(); }

    template <class Visit> void for_each(Visit const& visit) const
    {
        std::string_view rest(texts_);
        for (auto const& person : people_) {
            std::array<std::string_view, 6> fields;
            for (std::size_t field = 0; field < fields.size(); ++field) {
                fields[field] = rest.substr(0, person.sizes[field]);
                rest.remove_prefix(person.sizes[field]);
            }
            visit(NameEntry {
                person.id, person.kind, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5] });
        }
    }

private:
    struct Sizes {
        PersonId id;
        RecipientKind kind;
        std::array<std::size_t, 6> sizes;
    };
    std::vector<Sizes> people_;
    std::string texts_;
};

// The second thread: it takes one batch while the next is being filled.
class FoldingThread {
public:
    void give(Batch batch)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !waiting_; });
        waiting_ = std::move(batch);
        changed_.notify_all();
    }

    /// After the last batch, once.
    std::vector<SegmentPtr> finish()
    {
        give({}); // An empty one is the end.
        thread_.join();
        segments_.push_back(std::move(builder_).finish());
        return std::move(segments_);
    }

    ~FoldingThread()
    {
        if (thread_.joinable()) give({});
    }

private:
    void run()
    {
        for (;;) {
            auto const batch = take();
            if (batch.empty()) return;
            batch.for_each([&](NameEntry const& entry) {
                if (builder_.full()) segments_.push_back(std::exchange(builder_, {}).finish());
                builder_.add(entry);
            });
        }
    }

    Batch take()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_.has_value(); });
        auto batch = *std::exchange(waiting_, std::nullopt);
        changed_.notify_all();
        return batch;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Batch> waiting_;
    SegmentBuilder builder_;
    std::vector<SegmentPtr> segments_;
    std::jthread thread_ { [this] { run(); } };
};

}

Result<std::vector<SegmentPtr>> load_segments(NameSource& source, std::atomic<bool> const& stop)
{
    FoldingThread folding;
    Batch batch;
    auto const read = source.for_each_name([&](NameEntry const& entry) {
        batch.add(entry);
        if (batch.full()) folding.give(std::exchange(batch, {}));
        return !stop;
    });
    if (!read) return tl::unexpected(read.error());
    if (stop) return std::vector<SegmentPtr> {};
    if (!batch.empty()) folding.give(std::move(batch));
    return folding.finish();
}

}
