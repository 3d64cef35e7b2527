#include "apps/likeness/client/secret.hpp"

#include "apps/likeness/messages.hpp"
#include "base/file.hpp"

#include <cstdio>
#include <sys/wait.h>

namespace likeness::app {

namespace {

// A token is longer than a password may be.
constexpr std::size_t line_bytes_max = 16u << 10;

Result<std::string> judged(std::string line, std::string_view source)
{
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.size() > line_bytes_max || printable(line) != line)
        return fail(Code::invalid_request, fmt::format("{} holds no password or token in its first line", source));
    return line;
}

}

Result<std::string> first_line_of_command(std::string const& command)
{
    auto* const pipe = ::popen(command.c_str(), "re");
    if (!pipe) return fail(Code::invalid_request, "the command for the password cannot be run: " + system_reason());
    std::string line;
    for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) {
        if (letter == '\n' || line.size() > line_bytes_max) break;
        line += static_cast<char>(letter);
    }
    // What it has left to say is read, so that it does not fail for nobody listening.
    while (std::fgetc(pipe) != EOF) { }
    auto const status = ::pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return fail(Code::invalid_request, "the command for the password has failed");
    return judged(std::move(line), "what the command prints");
}

Result<std::string> first_line_of_file(std::string const& file)
{
    auto const bytes = base::read_file(file, 4 * line_bytes_max);
    if (!bytes)
        return fail(Code::invalid_request,
            fmt::format("the file {} cannot be read: {}", printable(file), bytes.error().message()));
    auto const text = base::as_text(*bytes);
    return judged(std::string(text.substr(0, text.find('\n'))), printable(file));
}

}
