#include "likeness-render/confinement.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <linux/sched.h>
#include <memory>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>
#include <type_traits>
#include <unistd.h>

namespace likeness::render {

namespace {

tl::unexpected<Error> cannot_confine(std::string what, int error_number)
{
    return fail(Code::internal_server_error, "The picture renderer cannot be confined.",
        what + ": " + std::generic_category().message(error_number));
}

Result<> limit(decltype(RLIMIT_AS) resource, rlim_t most, char const* name)
{
    rlimit const both { .rlim_cur = most, .rlim_max = most };
    if (setrlimit(resource, &both) != 0) return cannot_confine(name, errno);
    return {};
}

Result<> limit_memory([[maybe_unused]] std::size_t bytes_max)
{
#ifdef LIKENESS_SANITIZED
    return {};
#else
    return limit(RLIMIT_AS, bytes_max, "RLIMIT_AS");
#endif
}

Result<> close_descriptors_above(int last)
{
    if (close_range(static_cast<unsigned>(last) + 1, ~0U, 0) != 0)
        return cannot_confine("close_range", errno);
    return {};
}

Result<> give_up_privileges()
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot_confine("PR_SET_NO_NEW_PRIVS", errno);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return cannot_confine("PR_SET_PDEATHSIG", errno);
    return {};
}

struct ReleaseFilter {
    using pointer = scmp_filter_ctx;
    void operator()(scmp_filter_ctx filter) const noexcept { seccomp_release(filter); }
};
using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, ReleaseFilter>;

// What malloc, threads, clocks and reading and writing of what is open come down to.
constexpr std::array harmless_calls {
    SCMP_SYS(brk),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(close),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(fstat),
    SCMP_SYS(futex),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(getcpu),
    SCMP_SYS(getpid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(gettid),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(lseek),
    SCMP_SYS(madvise),
    SCMP_SYS(membarrier),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(nanosleep),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(sysinfo),
    SCMP_SYS(times),
    SCMP_SYS(uname),
    SCMP_SYS(write),
    SCMP_SYS(writev),
};

class Rules {
public:
    explicit Rules(scmp_filter_ctx filter)
        : filter_(filter)
    {
    }

    void add(std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> when = {})
    {
        int const status
            = seccomp_rule_add_array(filter_, action, call, static_cast<unsigned>(when.size()), when.begin());
        if (status != 0 && first_error_ == 0) first_error_ = -status;
    }
    void allow(int call, std::initializer_list<scmp_arg_cmp> when = {}) { add(SCMP_ACT_ALLOW, call, when); }

    int first_error() const { return first_error_; }

private:
    scmp_filter_ctx filter_;
    int first_error_ = 0;
};

void allow_threads_but_no_processes(Rules& rules)
{
    rules.allow(SCMP_SYS(clone), { SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD) });
    // Its flags lie in memory, where a filter cannot look. ENOSYS makes the C library take clone.
    rules.add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
}

void allow_memory_that_is_not_run(Rules& rules)
{
    rules.allow(SCMP_SYS(mmap), { SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
    rules.allow(SCMP_SYS(mprotect), { SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
}

// To look at memory without crashing, a sanitizer has the kernel copy it through a pipe.
void allow_what_sanitizers_need([[maybe_unused]] Rules& rules)
{
#ifdef LIKENESS_SANITIZED
    rules.allow(SCMP_SYS(pipe));
    rules.allow(SCMP_SYS(pipe2));
#endif
}

void allow_what_concerns_ourselves(Rules& rules)
{
    rules.allow(SCMP_SYS(tgkill), { SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())) });
    rules.allow(SCMP_SYS(prctl), { SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME) });
    rules.allow(SCMP_SYS(prlimit64), { SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU) });
}

}

Result<> limit_resources(ResourceLimits const& limits)
{
    return close_descriptors_above(limits.last_descriptor)
        .and_then([&] { return limit_memory(limits.memory_bytes_max); })
        .and_then([&] { return limit(RLIMIT_NOFILE, limits.files_max, "RLIMIT_NOFILE"); })
        .and_then([] { return limit(RLIMIT_FSIZE, 0, "RLIMIT_FSIZE"); })
        .and_then([] { return limit(RLIMIT_CORE, 0, "RLIMIT_CORE"); })
        .and_then(give_up_privileges);
}

Result<> forbid_system_calls()
{
    Filter const filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    if (filter == nullptr) return cannot_confine("seccomp_init", ENOMEM);
    Rules rules(filter.get());
    for (int const call : harmless_calls) rules.allow(call);
    allow_threads_but_no_processes(rules);
    allow_memory_that_is_not_run(rules);
    allow_what_concerns_ourselves(rules);
    allow_what_sanitizers_need(rules);
    if (rules.first_error() != 0) return cannot_confine("seccomp_rule_add", rules.first_error());
    // Threads that libraries have started by now are confined with us.
    if (int const status = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1); status != 0)
        return cannot_confine("seccomp_attr_set", -status);
    if (int const status = seccomp_load(filter.get()); status != 0)
        return cannot_confine("seccomp_load", -status);
    return {};
}

Result<> allow_cpu_time(std::chrono::milliseconds time)
{
    rusage used {};
    getrusage(RUSAGE_SELF, &used);
    auto const used_seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2; // Both were rounded down.
    rlimit both {};
    if (getrlimit(RLIMIT_CPU, &both) != 0) return cannot_confine("RLIMIT_CPU", errno);
    both.rlim_cur = static_cast<rlim_t>(used_seconds + std::chrono::ceil<std::chrono::seconds>(time).count());
    if (setrlimit(RLIMIT_CPU, &both) != 0) return cannot_confine("RLIMIT_CPU", errno);
    return {};
}

}
