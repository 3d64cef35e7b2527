// Each test confines a process of its own and lets it try what a decoder that was taken over would.
#include "likeness-render/confinement.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <gtest/gtest.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace likeness::render {

namespace {

using namespace std::chrono_literals;

constexpr ResourceLimits test_limits { .memory_bytes_max = 1u << 30, .files_max = 32, .last_descriptor = 2 };

// How a process of ours ended that did this, as waitpid tells it.
int status_after(std::function<bool()> const& attempt)
{
    auto const child = ::fork();
    if (child == 0) _exit(attempt() ? 0 : 1);
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

bool confined()
{
    return limit_resources(test_limits) && forbid_system_calls();
}

// Whether `attempt` is true in a confined process, and so does not end it.
bool when_confined(std::function<bool()> const& attempt)
{
    return status_after([&] { return confined() && attempt(); }) == 0;
}

// Whether the kernel says no in a confined process.
bool is_refused(std::function<long()> const& call)
{
    return when_confined([&] { return call() == -1 && (errno == EPERM || errno == ENOSYS); });
}

TEST(Confinement, LeavesNoNetwork)
{
    EXPECT_TRUE(is_refused([] { return ::socket(AF_INET, SOCK_STREAM, 0); }));
    EXPECT_TRUE(is_refused([] { return ::socket(AF_INET6, SOCK_DGRAM, 0); }));
    EXPECT_TRUE(is_refused([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }));
    EXPECT_TRUE(is_refused([] {
        int pair[2];
        return ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    }));
    EXPECT_TRUE(is_refused([] {
        sockaddr_in const anywhere { .sin_family = AF_INET, .sin_port = 80, .sin_addr = {}, .sin_zero = {} };
        return ::connect(0, reinterpret_cast<sockaddr const*>(&anywhere), sizeof anywhere);
    }));
    EXPECT_TRUE(is_refused([] { return ::sendto(0, "x", 1, 0, nullptr, 0); }));
}

TEST(Confinement, LeavesNoFiles)
{
    EXPECT_TRUE(is_refused([] { return ::open("/etc/passwd", O_RDONLY); }));
    EXPECT_TRUE(
        is_refused([] { return ::open("/tmp/likeness-confinement-test", O_WRONLY | O_CREAT, 0600); }));
    EXPECT_TRUE(is_refused([] { return ::openat(AT_FDCWD, ".", O_RDONLY | O_DIRECTORY); }));
    EXPECT_TRUE(is_refused([] { return ::unlink("/tmp/likeness-confinement-test"); }));
    EXPECT_TRUE(is_refused([] { return ::mkdir("/tmp/likeness-confinement-test", 0700); }));
    EXPECT_TRUE(is_refused([] { return ::rename("/tmp/likeness-confinement-test", "/tmp/other"); }));
    EXPECT_TRUE(is_refused([] { return ::memfd_create("x", 0); }));
}

TEST(Confinement, LeavesNoOtherProcess)
{
    EXPECT_TRUE(is_refused([] { return ::fork(); }));
    EXPECT_TRUE(is_refused([] { return ::syscall(SYS_clone3, nullptr, 0); }));
    EXPECT_TRUE(is_refused([] { return ::execl("/bin/true", "true", nullptr); }));
    EXPECT_TRUE(is_refused([] { return ::kill(::getppid(), 0); }));
    EXPECT_TRUE(is_refused([] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }));
    EXPECT_TRUE(is_refused([] { return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0); }));
    EXPECT_TRUE(
        is_refused([] { return ::syscall(SYS_process_vm_readv, ::getppid(), nullptr, 0, nullptr, 0, 0); }));
}

TEST(Confinement, LeavesNoMemoryThatCouldBeRun)
{
    EXPECT_TRUE(when_confined([] {
        return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
    }));
    EXPECT_TRUE(when_confined([] {
        auto* const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return page != MAP_FAILED && ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == -1 && errno == EPERM;
    }));
}

TEST(Confinement, CannotBeLoosened)
{
    EXPECT_TRUE(when_confined([] {
        rlimit const all { .rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY };
        return ::setrlimit(RLIMIT_NOFILE, &all) == -1 && ::setrlimit(RLIMIT_AS, &all) == -1;
    }));
    EXPECT_TRUE(is_refused([] { return ::syscall(SYS_prctl, 22 /* PR_SET_SECCOMP */, 0, 0, 0, 0); }));
}

TEST(Confinement, LeavesWhatComputingNeeds)
{
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    EXPECT_EQ(status_after([&] {
        if (!limit_resources({ .memory_bytes_max = 1u << 30, .files_max = 32, .last_descriptor = pipe[1] }))
            return false;
        if (!forbid_system_calls() || !allow_cpu_time(5s)) return false;
        std::atomic<int> sum = 0;
        std::thread([&] { sum = 42; }).join();
        std::vector<char> const memory(8u << 20, 'x');
        return sum == 42 && memory.back() == 'x' && ::write(pipe[1], "y", 1) == 1;
    }),
        0);
    char letter = 0;
    EXPECT_EQ(::read(pipe[0], &letter, 1), 1);
    EXPECT_EQ(letter, 'y');
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST(Confinement, HoldsInThreadsThatWereThereBefore)
{
    EXPECT_EQ(status_after([] {
        std::atomic<bool> is_confined = false;
        std::atomic<int> result = 0;
        std::thread early([&] {
            while (!is_confined) std::this_thread::yield();
            result = ::socket(AF_INET, SOCK_STREAM, 0);
        });
        bool const worked = confined();
        is_confined = true;
        early.join();
        return worked && result == -1;
    }),
        0);
}

TEST(ResourceLimits, CloseWhatWasInherited)
{
    auto const inherited = ::open("/dev/null", O_RDONLY); // NOLINT: not close-on-exec, on purpose.
    ASSERT_GT(inherited, 2);
    EXPECT_EQ(
        status_after([&] { return limit_resources(test_limits) && ::fcntl(inherited, F_GETFD) == -1; }), 0);
    ::close(inherited);
}

TEST(ResourceLimits, LeaveNoCoreDumpsNoFilesToWriteAndNoPrivilegesToGain)
{
    EXPECT_EQ(status_after([] {
        if (!limit_resources(test_limits)) return false;
        rlimit core {};
        rlimit size {};
        rlimit files {};
        ::getrlimit(RLIMIT_CORE, &core);
        ::getrlimit(RLIMIT_FSIZE, &size);
        ::getrlimit(RLIMIT_NOFILE, &files);
        return core.rlim_max == 0 && size.rlim_max == 0 && files.rlim_max == test_limits.files_max;
    }),
        0);
}

#ifndef LIKENESS_SANITIZED
TEST(ResourceLimits, LimitMemory)
{
    EXPECT_EQ(status_after([] {
        return limit_resources(test_limits)
            && ::mmap(nullptr, 2u << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
    }),
        0);
}
#endif

TEST(CpuTime, EndsAProcessThatUsesMore)
{
    auto const status = status_after([] {
        if (!allow_cpu_time(-1500ms)) return false; // What was used counts two seconds up.
        for (unsigned volatile turns = 0;;) turns = turns + 1;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGXCPU);
}

TEST(CpuTime, CanBeAllowedAgainWhenConfined)
{
    EXPECT_TRUE(
        when_confined([] { return allow_cpu_time(5s) && allow_cpu_time(60s) && allow_cpu_time(5s); }));
}

}

}
