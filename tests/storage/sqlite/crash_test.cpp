// kill -9 at random moments: what was acknowledged is there and whole, and nothing else but perhaps the
// operation under way. (Of a power cut this says nothing; synchronous=FULL is for that.)
#include "storage/memory/memory_storage.hpp"
#include "storage/sqlite/crash_script.hpp"
#include "storage/sqlite/data_directory.hpp"
#include "support/temporary_folder.hpp"

#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace likeness::test {

namespace {

using storage::DataDirectory;
using storage::OpenMode;

// The crash writer as a process, its standard output in a pipe.
class Writer {
public:
    explicit Writer(std::vector<std::string> arguments)
    {
        std::array<int, 2> ends {};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        output_ = ends[0];
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        arguments.insert(arguments.begin(), LIKENESS_CRASH_WRITER);
        std::vector<char*> words;
        for (auto& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        EXPECT_EQ(::posix_spawn(&process_, words[0], &actions, nullptr, words.data(), environ), 0);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
    }
    ~Writer()
    {
        ::close(output_);
        ::waitpid(process_, nullptr, 0);
    }
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    void kill() const { ::kill(process_, SIGKILL); }

    /// At least one byte of what it has told; nothing once it has ended.
    std::string read_some() const
    {
        std::array<char, 4096> buffer {};
        auto const got = ::read(output_, buffer.data(), buffer.size());
        return { buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)) };
    }

    std::string read_all() const
    {
        std::string all;
        for (auto some = read_some(); !some.empty(); some = read_some()) all += some;
        return all;
    }

private:
    int output_ = -1;
    pid_t process_ = -1;
};

std::vector<Person> everybody(LocalDirectory& people)
{
    std::vector<Person> all;
    EXPECT_TRUE(people.for_each([&](Person const& person) {
        all.push_back(person);
        return true;
    }));
    return all;
}

void expect_same_photo(DataDirectory& found, storage::MemoryStorage& expected, PersonId const& person)
{
    ASSERT_EQ(found.photos().summary(person).value(), expected.photos().summary(person).value());
    ASSERT_EQ(
        found.people().find_thumbnail(person).value(), expected.people().find_thumbnail(person).value());
    for (auto const size : photo_sizes)
        ASSERT_EQ(found.photos().find(person, size).value(), expected.photos().find(person, size).value());
}

void expect_same(DataDirectory& found, storage::MemoryStorage& expected)
{
    auto const people = everybody(found.people());
    ASSERT_EQ(people, everybody(expected.people()));
    ASSERT_EQ(found.accounts().list().value(), expected.accounts().list().value());
    for (auto const& person : people) ASSERT_NO_FATAL_FAILURE(expect_same_photo(found, expected, person.id));
    ASSERT_EQ(found.check(sample_tag).value().problems, std::vector<std::string>());
}

std::uint32_t seed_of_this_run()
{
    // LIKENESS_SEED repeats a run that failed, as far as the operations go; the moments are the machine's.
    auto const* given = std::getenv("LIKENESS_SEED");
    return given ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device {}();
}

}

TEST(Crash, TwoHundredKillsLoseNothingThatWasAcknowledged)
{
    constexpr int kills = 200;
    auto const seed = seed_of_this_run();
    std::cout << "LIKENESS_SEED=" << seed << '\n';
    std::mt19937 random(seed);
    TemporaryFolder const folder;
    storage::MemoryStorage expected;
    CrashStores const model { expected.photos(), expected.people(), expected.accounts() };
    std::int64_t done = 0; // Operations that are in the database, and in the model.

    for (int kill = 0; kill < kills; ++kill) {
        std::string told;
        {
            Writer const writer({ folder.path(), std::to_string(seed), std::to_string(done + 1) });
            // Some die while they open and recover, most while they write.
            if (random() % 8 != 0) told = writer.read_some();
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
            writer.kill();
            told += writer.read_all();
        }
        auto const directory = DataDirectory::open(folder.path(), OpenMode::create);
        ASSERT_TRUE(directory) << for_operator(directory.error());
        auto const in_database = (*directory)->open_change_feed().value()->after(done).value().head;
        auto const acknowledged = done + static_cast<std::int64_t>(told.size());
        ASSERT_GE(in_database, acknowledged) << "kill " << kill;
        ASSERT_LE(in_database, acknowledged + 1) << "kill " << kill;
        while (done < in_database) ASSERT_TRUE(CrashOperation(seed, ++done).run(model)) << done;
        ASSERT_NO_FATAL_FAILURE(expect_same(**directory, expected)) << "kill " << kill;
    }
    std::cout << done << " operations, " << kills << " kills\n";
    EXPECT_GT(done, kills);
}

TEST(Crash, ProcessesThatStartAtOnceMakeOneDatabaseAndOneKey)
{
    for (int round = 0; round < 5; ++round) {
        TemporaryFolder const folder;
        auto const data = folder.path() / "data";
        std::vector<std::unique_ptr<Writer>> writers;
        for (int n = 0; n < 4; ++n)
            writers.push_back(std::make_unique<Writer>(std::vector<std::string> { data }));
        auto const directory = DataDirectory::open(data, OpenMode::create);
        ASSERT_TRUE(directory) << for_operator(directory.error());
        for (auto const& writer : writers) EXPECT_EQ(writer->read_all(), base::as_text((*directory)->key()));
        EXPECT_EQ((*directory)->people().count().value(), 0u);
    }
}

}
