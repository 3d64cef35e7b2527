// The query of a URL, field by field.
#include "base/query.hpp"

#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace likeness::base {
namespace {

std::vector<std::pair<std::string, std::string>> fields_of(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> fields;
    while (auto const field = next_query_field(query)) fields.emplace_back(field->key, field->value);
    return fields;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

TEST(Query, IsTakenApartIntoItsFieldsInOrder)
{
    EXPECT_EQ(fields_of(""), Fields {});
    EXPECT_EQ(fields_of("a=1&b=2&a=3"), (Fields { { "a", "1" }, { "b", "2" }, { "a", "3" } }));
    EXPECT_EQ(fields_of("&a&=b&"), (Fields { { "", "" }, { "a", "" }, { "", "b" } }));
    EXPECT_EQ(fields_of("a=b=c"), (Fields { { "a", "b=c" } }));
}

TEST(Query, HasItsKeysDecodedAndItsValuesAsTheyStand)
{
    EXPECT_EQ(fields_of("%61%26=%62+c"), (Fields { { "a&", "%62+c" } }));
}

TEST(Query, LosesTheAmpOfAnEscapedCopy)
{
    EXPECT_EQ(fields_of("a=1&amp;b=2&amp;AMP;c=3"), (Fields { { "a", "1" }, { "b", "2" }, { "c", "3" } }));
}

}
}
