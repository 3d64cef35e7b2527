#include "apps/likeness/client/secret.hpp"

#include "apps/likeness/client/limits.hpp"
#include "apps/likeness/messages.hpp"
#include "base/file.hpp"

#include <cstdio>
#include <sys/wait.h>

namespace likeness::app {

namespace {

Result<std::string> judged(std::string line, std::string_view source)
{
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.size() > limits::secret_line_bytes_max || printable(line) != line)
        return fail(
            Code::invalid_request, fmt::format("{} holds no password or token in its first line", source));
    return line;
}

std::string end_of(int status)
{
    return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                               : fmt::format("exit code {}", WEXITSTATUS(status));
}

}

bool others_may_read(std::filesystem::path const& file)
{
    std::error_code error;
    auto const status = std::filesystem::status(file, error);
    constexpr auto others = std::filesystem::perms::group_read | std::filesystem::perms::others_read;
    return !error && std::filesystem::is_regular_file(status)
        && (status.permissions() & others) != std::filesystem::perms::none;
}

void tell_if_others_may_read(std::filesystem::path const& file)
{
    if (others_may_read(file)) tell("others may read {}: chmod 600 it", file.string());
}

Result<std::string> first_line_of_command(std::string const& command, std::string_view option)
{
    auto* const pipe = ::popen(command.c_str(), "re");
    if (!pipe)
        return fail(Code::invalid_request, fmt::format("{} cannot be run: {}", option, system_reason()));
    std::string line;
    for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
        if (letter == '\n' || line.size() > limits::secret_line_bytes_max) break;
        line += static_cast<char>(letter);
    }
    // What it has left to say is read, so that it does not fail for nobody listening.
    while (std::fgetc(pipe) != EOF) { }
    auto const status = ::pclose(pipe);
    if (status != 0)
        return fail(Code::invalid_request, fmt::format("{} has failed: {}", option, end_of(status)));
    return judged(std::move(line), fmt::format("what {} prints", option));
}

Result<std::string> first_line_of_file(std::string const& file)
{
    auto const bytes = base::read_file(file, 4 * limits::secret_line_bytes_max);
    if (!bytes)
        return fail(Code::invalid_request,
            fmt::format("the file {} cannot be read: {}", printable(file), bytes.error().message()));
    auto const text = base::as_text(*bytes);
    return judged(std::string(text.substr(0, text.find('\n'))), printable(file));
}

}
