// Who may act for whom.
// Source: spec/auth.md 6.
#include "service/impersonation.hpp"

#include "service/folder_scene.hpp"

namespace likeness::service {
namespace {

class ImpersonationTest : public FolderScene {
protected:
    Principal const program { .address = tests::address("svc@contoso.com"), .role = Role::admin };

    static ImpersonationRules rules_for(std::vector<std::string_view> targets)
    {
        ImpersonationRule rule { tests::address("svc@contoso.com"), {} };
        for (auto const target : targets) rule.targets.push_back(parse_impersonation_target(target).value());
        return ImpersonationRules({ rule });
    }
    Result<Principal> act(
        ImpersonationRules const& rules, std::string_view whom, WhomByAddress by = WhomByAddress::any)
    {
        return impersonate(program, whom, by, rules, directory);
    }
};

TEST_F(ImpersonationTest, MakesTheTargetTheCallerAndNeverAnAdministrator)
{
    auto const rules = rules_for({ "*@contoso.com" });
    Principal const expected { .address = tests::address("sadie@contoso.com"), .role = Role::user };
    EXPECT_EQ(act(rules, "sadie@contoso.com").value(), expected);
    EXPECT_EQ(act(rules, "SADIE.daniels@contoso.com").value(), expected);
}

TEST_F(ImpersonationTest, TakesThePrimaryAddressAloneWhereThatIsSaid)
{
    auto const rules = rules_for({ "*" });
    EXPECT_EQ(outcome(act(rules, "sadie@contoso.com", WhomByAddress::primary)), "NoError");
    EXPECT_EQ(
        outcome(act(rules, "sadie.daniels@contoso.com", WhomByAddress::primary)), "ErrorNonExistentMailbox");
}

TEST_F(ImpersonationTest, ReachesWhomTheRuleNamesAndNobodyElse)
{
    struct Case {
        std::vector<std::string_view> targets;
        std::string_view whom;
        std::string_view outcome;
    };
    Case const cases[] = {
        { { "sadie@contoso.com" }, "sadie@contoso.com", "NoError" },
        { { "sadie@contoso.com" }, "sadie.daniels@contoso.com", "NoError" },
        { { "sadie@contoso.com" }, "hope@contoso.com", "ErrorImpersonateUserDenied" },
        { { "hope@contoso.com", "*@fabrikam.com" }, "hope@contoso.com", "NoError" },
        { { "*@CONTOSO.com" }, "hope@contoso.com", "NoError" },
        { { "*@fabrikam.com" }, "hope@contoso.com", "ErrorImpersonateUserDenied" },
        { { "*@oso.com" }, "hope@contoso.com", "ErrorImpersonateUserDenied" },
        { { "*" }, "hope@contoso.com", "NoError" },
        { { "*" }, "no address", "ErrorImpersonateUserDenied" },
        // Whether there is somebody is told only to who may act for them.
        { { "*@contoso.com" }, "nobody@contoso.com", "ErrorNonExistentMailbox" },
        { { "sadie@contoso.com" }, "nobody@contoso.com", "ErrorImpersonateUserDenied" },
    };
    for (auto const& [targets, whom, expected] : cases)
        EXPECT_EQ(outcome(act(rules_for(targets), whom)), expected) << targets.front() << ' ' << whom;
}

TEST_F(ImpersonationTest, GoesByThePrimaryAddressNotByAnAliasInAnAllowedDomain)
{
    directory.people[0].addresses.push_back(tests::address("sadie@fabrikam.com"));
    EXPECT_EQ(
        outcome(act(rules_for({ "*@fabrikam.com" }), "sadie@fabrikam.com")), "ErrorImpersonateUserDenied");
}

TEST_F(ImpersonationTest, IsForTheCallersOfTheRulesAlone)
{
    auto const rules = rules_for({ "*" });
    Principal const admin { .address = tests::address("hope@contoso.com"), .role = Role::admin };
    for (auto const& who : { admin, Principal {} }) {
        EXPECT_FALSE(rules.has_any(who));
        EXPECT_EQ(outcome(impersonate(who, "sadie@contoso.com", WhomByAddress::any, rules, directory)),
            "ErrorImpersonateUserDenied");
    }
    EXPECT_TRUE(rules.has_any(program));
    EXPECT_EQ(outcome(act(ImpersonationRules(), "sadie@contoso.com")), "ErrorImpersonateUserDenied");
}

TEST_F(ImpersonationTest, SaysThatTheDirectoryIsDown)
{
    directory.down = true;
    EXPECT_EQ(outcome(act(rules_for({ "*" }), "sadie@contoso.com")), "ErrorADUnavailable");
}

TEST(ImpersonationTarget, IsAnAddressADomainOrEverybody)
{
    for (auto const* const wrong :
        { "", "contoso.com", "*contoso.com", "*@", "**", "*@a b", "x*@contoso.com@" })
        EXPECT_EQ(outcome(parse_impersonation_target(wrong)), "ErrorInvalidSmtpAddress") << wrong;
}

}
}
