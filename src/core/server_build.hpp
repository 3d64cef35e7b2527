// ServerBuild: which build of Exchange a server says it is.
// Source: spec/versions.md 3.
#pragma once

namespace likeness {

/// The default is Exchange 2016.
struct ServerBuild {
    int major = 15;
    int minor = 1;
    int major_build = 2507;
    int minor_build = 0;

    friend bool operator==(ServerBuild const&, ServerBuild const&) = default;
};

}
