// The real program, started as a shell would, its two outputs kept apart.
#pragma once

#include "support/temporary_folder.hpp"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace likeness::tests {

struct Finished {
    int status = -1; ///< The exit code; 128 and the signal where one ended it.
    std::string output;
    std::string messages; ///< The standard error.
};

inline std::string content_of(std::filesystem::path const& file)
{
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

/// A program that runs until finish().
class LikenessProgram {
public:
    using Words = std::vector<std::string>;

    struct Surroundings {
        Words environment; ///< "NAME=value". Nothing else is in the environment.
        std::string input = "/dev/null"; ///< A file.
        std::string output; ///< A file; where there is none, the output is kept.
    };

    LikenessProgram(std::filesystem::path folder, Words words, Surroundings const& surroundings)
        : folder_(std::move(folder))
        , name_(base::to_string(base::random_guid()))
    {
        words.insert(words.begin(), LIKENESS_PROGRAM);
        auto const arguments = pointers(words);
        auto const environment = pointers(surroundings.environment);
        process_ = ::fork();
        if (process_ != 0) return;
        redirect(surroundings.input, O_RDONLY, STDIN_FILENO);
        redirect(surroundings.output.empty() ? file("output") : surroundings.output, O_WRONLY | O_CREAT,
            STDOUT_FILENO);
        redirect(file("messages"), O_WRONLY | O_CREAT, STDERR_FILENO);
        ::execve(LIKENESS_PROGRAM, arguments.data(), environment.data());
        ::_exit(127);
    }

    void signal(int number) const { ::kill(process_, number); }

    Finished finish() const
    {
        int status = 0;
        ::waitpid(process_, &status, 0);
        return { WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content_of(file("output")),
            content_of(file("messages")) };
    }

private:
    static std::vector<char*> pointers(Words const& words)
    {
        std::vector<char*> pointers;
        for (auto const& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
        pointers.push_back(nullptr);
        return pointers;
    }
    static void redirect(std::string const& file, int flags, int descriptor)
    {
        ::dup2(::open(file.c_str(), flags, 0600), descriptor);
    }
    std::string file(std::string const& ending) const { return (folder_ / (name_ + "." + ending)).string(); }

    std::filesystem::path folder_;
    std::string name_;
    pid_t process_ = -1;
};

/// A folder, a data directory in it that need not be there yet, and `likeness admin` on it.
class AdminFolder {
public:
    using Words = LikenessProgram::Words;

    std::string path(std::string const& name) const { return (folder_.path() / name).string(); }
    std::string data() const { return path("data"); }

    std::string write(std::string const& name, std::string_view text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

    /// With LIKENESS_DATA as its whole environment.
    LikenessProgram start_admin(Words words, std::string const& input = "/dev/null") const
    {
        words.insert(words.begin(), "admin");
        return { folder_.path(), std::move(words), { { "LIKENESS_DATA=" + data() }, input, {} } };
    }
    Finished admin(Words words, std::string const& input = "/dev/null") const
    {
        return start_admin(std::move(words), input).finish();
    }
    /// The same, its output going elsewhere.
    Finished admin_to(std::string const& output, Words words) const
    {
        words.insert(words.begin(), "admin");
        return LikenessProgram(
            folder_.path(), std::move(words), { { "LIKENESS_DATA=" + data() }, "/dev/null", output })
            .finish();
    }
    Finished run(Words words, Words environment) const
    {
        return LikenessProgram(folder_.path(), std::move(words), { std::move(environment), "/dev/null", {} })
            .finish();
    }

    /// The objects that it prints, one a line.
    std::vector<nlohmann::json> json(Words words) const
    {
        words.emplace_back("--json");
        std::istringstream lines(admin(std::move(words)).output);
        std::vector<nlohmann::json> objects;
        for (std::string line; std::getline(lines, line);) objects.push_back(nlohmann::json::parse(line));
        return objects;
    }
    nlohmann::json person(std::string const& email) const
    {
        auto const shown = json({ "person", "show", email });
        return shown.empty() ? nlohmann::json() : shown.front();
    }

private:
    test::TemporaryFolder folder_;
};

}
