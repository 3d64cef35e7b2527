#include "storage/sqlite/database.hpp"

#include "storage/sqlite/schema.hpp"

namespace likeness::storage {

namespace {

// More than the threads of the store's lane never read at once; what a burst opens beyond is closed again.
constexpr std::size_t idle_readers_max = 8;

}

bool WriterGate::enter(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(mutex_);
    if (!left_.wait_until(lock, deadline, [this] { return !taken_; })) return false;
    taken_ = true;
    return true;
}

void WriterGate::leave()
{
    {
        std::lock_guard const lock(mutex_);
        taken_ = false;
    }
    left_.notify_one();
}

Result<std::unique_ptr<Database>> Database::open(std::filesystem::path const& file)
{
    auto writer = Connection::open(file);
    if (!writer) return tl::unexpected(writer.error());
    auto const ready = refuse_unless_ours(*writer)
                           .and_then([&] { return writer->configure(Access::write); })
                           .and_then([&] { return use_write_ahead_log(*writer); })
                           .and_then([&] { return migrate(*writer); });
    if (!ready) return tl::unexpected(ready.error());
    return std::make_unique<Database>(file, std::move(*writer));
}

Database::Database(std::filesystem::path file, Connection writer)
    : file_(std::move(file))
    , writer_(std::move(writer))
{
}

std::chrono::milliseconds Database::time_left(std::chrono::steady_clock::time_point deadline)
{
    auto const left
        = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(0));
}

Result<Connection> Database::open_reader() const
{
    auto reader = Connection::open(file_);
    if (!reader) return reader;
    auto const configured = reader->configure(Access::read);
    if (!configured) return tl::unexpected(configured.error());
    return reader;
}

Result<Database::BorrowedReader> Database::borrow_reader()
{
    {
        std::lock_guard const lock(readers_mutex_);
        if (!idle_readers_.empty()) {
            BorrowedReader idle(idle_readers_.back().release(), GiveBack { this });
            idle_readers_.pop_back();
            return idle;
        }
    }
    auto fresh = open_reader();
    if (!fresh) return tl::unexpected(fresh.error());
    return BorrowedReader(new Connection(std::move(*fresh)), GiveBack { this });
}

void Database::give_back(Connection* reader)
{
    std::unique_ptr<Connection> owned(reader);
    std::lock_guard const lock(readers_mutex_);
    if (idle_readers_.size() < idle_readers_max) idle_readers_.push_back(std::move(owned));
}

}
