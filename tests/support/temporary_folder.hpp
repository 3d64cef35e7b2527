// A folder of a test's own, gone with everything in it when the test ends.
#pragma once

#include "base/guid.hpp"

#include <filesystem>

namespace likeness::test {

class TemporaryFolder {
public:
    TemporaryFolder()
        : path_(std::filesystem::temp_directory_path()
              / ("likeness-test-" + base::to_string(base::random_guid())))
    {
        std::filesystem::create_directory(path_);
    }
    ~TemporaryFolder()
    {
        std::error_code ignored; // A test that failed has said so already.
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}
