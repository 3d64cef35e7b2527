// The one Samba that all tests of a program share. The program has no main of its own but this.
#pragma once

#include "directory/samba_server.hpp"

#include <gtest/gtest.h>

namespace likeness::test {

class SambaEnvironment final : public testing::Environment {
public:
    void SetUp() override
    {
        if (auto const reason = SambaServer::missing())
            GTEST_SKIP() << "no Active Directory to test with: " << *reason;
        server = std::make_unique<SambaServer>();
    }
    void TearDown() override { server.reset(); }

    static inline std::unique_ptr<SambaServer> server; ///< There while tests run.
};

/// In the file of one test of the program: `auto* const samba = likeness::test::share_samba();`
inline testing::Environment* share_samba()
{
    return testing::AddGlobalTestEnvironment(new SambaEnvironment);
}

}
