#include "directory/ldap/filter.hpp"

#include "directory/ldap/limits.hpp"

#include <gmock/gmock.h>

namespace likeness::directory::ldap {

namespace {

using namespace std::string_literals;

TEST(Filter, EscapesWhatWouldBeSyntaxInAValue)
{
    // RFC 4515, section 4, and spec/directory.md 9.
    EXPECT_EQ(Filter::equals("cn", "Babs Jensen").text(), "(cn=Babs Jensen)");
    EXPECT_EQ(Filter::equals("o", "Parens R Us (for all your parenthetical needs)").text(),
        R"((o=Parens R Us \28for all your parenthetical needs\29))");
    EXPECT_EQ(Filter::equals("cn", "*").text(), R"((cn=\2a))");
    EXPECT_EQ(Filter::equals("filename", R"(C:\MyFile)").text(), R"((filename=C:\5cMyFile))");
    EXPECT_EQ(Filter::equals("bin", "\0\0\0\4"s).text(), R"((bin=\00\00\00\04))");
    EXPECT_EQ(Filter::equals("sn", "Lu\xC4\x8Di\xC4\x87").text(), R"((sn=Lu\c4\8di\c4\87))");
    EXPECT_EQ(Filter::equals("cn", " a b ").text(), R"((cn=\20a b\20))");
    EXPECT_EQ(Filter::equals("anr", "=sadie").text(), "(anr==sadie)");
}

TEST(Filter, ComparesAtTheBeginningAndAtTheEnd)
{
    EXPECT_EQ(Filter::begins_with("cn", "sa*").text(), R"((cn=sa\2a*))");
    EXPECT_EQ(Filter::ends_with("mail", "@contoso.com").text(), "(mail=*@contoso.com)");
    EXPECT_EQ(Filter::at_least("uSNChanged", "7").text(), "(uSNChanged>=7)");
    EXPECT_EQ(Filter::present("mail"), Filter::begins_with("mail", ""));
}

TEST(Filter, JoinsOthersAndSaysWhatNoneOfThemMeans)
{
    auto const a = Filter::equals("cn", "a");
    auto const b = Filter::equals("cn", "b");
    EXPECT_EQ(Filter::all_of({ a, Filter::none_of(b) }).text(), "(&(cn=a)(!(cn=b)))");
    EXPECT_EQ(Filter::any_of({ a, b }).text(), "(|(cn=a)(cn=b))");
    EXPECT_EQ(Filter::any_of({ a }), a);
    EXPECT_EQ(Filter::all_of({}), Filter::present("objectClass"));
    EXPECT_EQ(Filter::any_of({}), Filter::none_of(Filter::present("objectClass")));
}

TEST(Filter, KnowsTheNamesOfAttributes)
{
    for (auto const* name : { "mail", "jpegPhoto;binary", "2.5.4.3", "msDS-PhoneticDisplayName" })
        EXPECT_TRUE(is_attribute_description(name)) << name;
    for (auto const* name : { "", "a b", "cn=", "(cn", "-a", "cn*", "n\xC3\xA4me" })
        EXPECT_FALSE(is_attribute_description(name)) << name;
}

TEST(Filter, ReadsWhatAnOperatorWrote)
{
    for (std::string const text :
        { "(mail=*)", "(&(a=b)(|(c=d)(!(e=f))))", R"((cn=a\2ab*c))", "(a>=1)", "(a<=1)", "(a~=x)",
            "(memberOf:1.2.840.113556.1.4.1941:=cn=all,dc=contoso,dc=com)", "(ou:dn:=people)", "(a=)" }) {
        auto const filter = Filter::parse(text);
        ASSERT_TRUE(filter) << text << ": " << filter.error().message;
        EXPECT_EQ(filter->text(), text);
    }
}

TEST(Filter, SaysWhereAnOperatorsFilterBreaks)
{
    std::string_view const broken[] = { "", "mail=*", "(mail=*", "(mail=*))", "(&)", "(mail)", "(=x)",
        R"((a=\2))", R"((a=\zz))", "(a=b(c)", std::string_view("(a=\0)", 5), "(a>=x*)", "(a:=*)", "(a:x)",
        "(!(a=b)(c=d))", "(a=b)(c=d)", "( a=b)" };
    for (auto const text : broken) {
        auto const filter = Filter::parse(text);
        ASSERT_FALSE(filter) << text;
        EXPECT_EQ(filter.error().code, Code::invalid_request);
        EXPECT_THAT(filter.error().message, testing::HasSubstr("at letter")) << text;
    }
}

TEST(Filter, RefusesFiltersThatAreTooDeepOrTooLong)
{
    std::string nested = "(a=b)";
    for (std::size_t depth = 1; depth < limits::filter_depth_max; ++depth) nested = "(!" + nested + ")";
    EXPECT_TRUE(Filter::parse(nested));
    EXPECT_FALSE(Filter::parse("(!" + nested + ")"));

    std::string const longest = "(a=" + std::string(limits::filter_bytes_max - 4, 'x') + ")";
    EXPECT_TRUE(Filter::parse(longest));
    EXPECT_FALSE(Filter::parse("(a=x" + longest.substr(3)));
}

}

}
