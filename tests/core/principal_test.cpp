#include "core/principal.hpp"

#include <gtest/gtest.h>

namespace likeness {
namespace {

TEST(Principal, IsAnonymousWithoutAnAddress)
{
    EXPECT_TRUE(Principal {}.is_anonymous());
    EXPECT_FALSE(Principal { .address = EmailAddress::parse("sadie@contoso.com").value() }.is_anonymous());
}

TEST(Principal, SeesHiddenPeopleAsAnAdminOnly)
{
    Principal const user { .address = EmailAddress::parse("sadie@contoso.com").value() };
    Principal const admin { .address = EmailAddress::parse("hope@contoso.com").value(), .role = Role::admin };
    for (auto const& [who, sees_hidden] :
        { std::pair(Principal {}, false), { user, false }, { admin, true } }) {
        EXPECT_TRUE(may_see(who, Visibility::visible));
        EXPECT_EQ(may_see(who, Visibility::hidden), sees_hidden);
    }
}

}
}
