// The victim of the crash test: opens FOLDER and carries out operations from number FIRST on, each told on
// standard output once it was acknowledged, until it is killed. Without FIRST it tells the key and ends; with a word behind
// it, it writes into a mailbox.
#include "storage/sqlite/crash_mailbox_script.hpp"
#include "storage/sqlite/crash_script.hpp"
#include "storage/sqlite/data_directory.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace {

int failed(likeness::Error const& error)
{
    std::fprintf(stderr, "%s\n", for_operator(error).c_str());
    return EXIT_FAILURE;
}

int tell_key(likeness::storage::DataDirectory const& directory)
{
    auto const& key = directory.key();
    return ::write(STDOUT_FILENO, key.data(), key.size()) == static_cast<ssize_t>(key.size()) ? EXIT_SUCCESS
                                                                                              : EXIT_FAILURE;
}

// Ends when an operation fails.
template <class Run> int run_all(std::int64_t number, Run&& run)
{
    for (;; ++number)
        if (!run(number) || ::write(STDOUT_FILENO, "+", 1) != 1) return EXIT_FAILURE;
}

}

int main(int argc, char** argv)
{
    using namespace likeness;
    if (argc != 2 && argc != 4 && argc != 5) return EXIT_FAILURE;
    auto const directory = storage::DataDirectory::open(argv[1], storage::OpenMode::create);
    if (!directory) return failed(directory.error());
    if (argc == 2) return tell_key(**directory);

    test::CrashStores const stores { (*directory)->photos(), (*directory)->people(),
        (*directory)->accounts() };
    auto const seed = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
    auto const first = std::strtoll(argv[3], nullptr, 10);
    if (argc == 4)
        return run_all(
            first, [&](std::int64_t number) { return test::CrashOperation(seed, number).run(stores); });
    return run_all(first, [&](std::int64_t number) {
        return test::CrashMailboxOperation(seed, number).run((*directory)->mailboxes());
    });
}
