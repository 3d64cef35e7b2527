// The client's commands as a person or a script runs them: the program in a shell whose current folder and cache are
// the test's own, and whose environment says nothing.
#pragma once

#include "client/scripted_server.hpp"
#include "end_to_end/command_line.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace likeness::tests {

inline std::string content_of(std::filesystem::path const& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

inline std::string url_of(ScriptedServer const& server)
{
    return "http://127.0.0.1:" + std::to_string(server.port());
}

/// 401 to whoever does not sign in, else this.
inline ScriptedServer::Script to_whoever_signs_in(
    std::string answer, std::string challenge = "Basic realm=\"x\"")
{
    return [answer = std::move(answer), challenge = std::move(challenge)](std::string const& head) {
        bool const is_in = head.find("\r\nAuthorization: ") != std::string::npos;
        return Reply { .bytes
            = is_in ? answer : http_answer("401 Unauthorized", { "WWW-Authenticate: " + challenge }) };
    };
}

class ClientCommand : public testing::Test {
protected:
    /// In: "get", "contact list" and the like, what follows it, and variables for env.
    std::string command(
        std::string const& name, std::string const& words, std::string const& environment = "") const
    {
        return "cd '" + folder().string() + "' && env -u LIKENESS_URL -u LIKENESS_USER -u LIKENESS_PROFILE "
            + "-u LIKENESS_PASSWORD -u LIKENESS_PASSWORD_FILE -u LIKENESS_PASSWORD_COMMAND -u "
              "LIKENESS_CACERT "
            + "-u LIKENESS_LDAP -u http_proxy -u https_proxy -u HTTPS_PROXY -u all_proxy -u ALL_PROXY -u "
              "no_proxy -u NO_PROXY "
            + "-u NETRC -u NO_COLOR -u COLORTERM -u TERM_PROGRAM -u LC_TERMINAL -u "
              "KITTY_WINDOW_ID "
            + "-u TMUX TERM=xterm KRB5CCNAME='FILE:" + (folder() / "no-tickets").string() + "' HOME='"
            + folder().string() + "' XDG_CONFIG_HOME='" + (folder() / "config").string()
            + "' XDG_CACHE_HOME='" + (folder() / "cache").string() + "' " + environment
            + " '" LIKENESS_PROGRAM "' " + name + " " + words;
    }
    /// Its exit code; what it wrote is then in `printed` and `said`.
    int run_command(std::string const& name, std::string const& words, std::string const& environment = "")
    {
        auto const ran = run("(" + command(name, words, environment) + " 2>'" + said_file().string() + "')");
        printed = ran.printed;
        said = content_of(said_file());
        return ran.status;
    }
    std::filesystem::path const& folder() const { return temporary_.path(); }
    std::filesystem::path said_file() const { return folder() / ".said"; }
    void write(std::string const& name, std::string const& content) const
    {
        std::ofstream(folder() / name, std::ios::binary) << content;
    }

    std::string printed; ///< To the standard output.
    std::string said; ///< To the standard error.

private:
    test::TemporaryFolder const temporary_;
};

}
