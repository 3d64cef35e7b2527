#include "identity/password_hash.hpp"

#include "core/limits.hpp"
#include "identity/cheap_hash.hpp"
#include "identity/memory_shortage.hpp"

#include <array>
#include <gtest/gtest.h>
#include <thread>

namespace likeness::identity {
namespace {

using test::cheap;

Code code_of(auto const& result)
{
    return result ? Code::invalid_operation : result.error().code;
}

TEST(PasswordHash, IsVerifiedByItsPasswordAlone)
{
    auto const hash = hash_password("correct horse", cheap).value();
    EXPECT_TRUE(verify_password(hash, "correct horse").value());
    for (auto const* const other : { "", "Correct horse", "correct hors", "correct horse ", "x" })
        EXPECT_FALSE(verify_password(hash, other).value()) << other;
}

TEST(PasswordHash, CoversBytesBehindANul)
{
    using namespace std::string_view_literals;
    auto const hash = hash_password("a\0b"sv, cheap).value();
    EXPECT_TRUE(verify_password(hash, "a\0b"sv).value());
    EXPECT_FALSE(verify_password(hash, "a\0c"sv).value());
    EXPECT_FALSE(verify_password(hash, "a").value());
}

TEST(PasswordHash, NamesItsAlgorithmAndCost)
{
    EXPECT_TRUE(hash_password("x").value().starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    EXPECT_TRUE(hash_password("x", { .passes = 3, .memory_bytes = 16 << 10 })
            .value()
            .starts_with("$argon2id$v=19$m=16,t=3,p=1$"));
}

TEST(PasswordHash, IsSaltedSoThatEqualPasswordsDiffer)
{
    EXPECT_NE(hash_password("x", cheap).value(), hash_password("x", cheap).value());
}

TEST(PasswordHash, TakesPasswordsUpToTheLimitAndNoEmptyOne)
{
    std::string const longest(limits::password_bytes_max, 'p');
    EXPECT_TRUE(verify_password(hash_password(longest, cheap).value(), longest).value());
    EXPECT_EQ(code_of(hash_password(longest + "p", cheap)), Code::invalid_request);
    EXPECT_EQ(code_of(hash_password("", cheap)), Code::invalid_request);
}

TEST(PasswordHash, TellsABrokenHashFromAWrongPassword)
{
    auto const good = decoy_hash(cheap); // "$argon2id$v=19$m=8,t=1,p=1$" salt "$" digest
    auto const with = [&](std::string_view from, std::string_view to) {
        return std::string(good).replace(good.find(from), from.size(), to);
    };
    for (auto const& broken : { std::string(), std::string("x"), std::string("$2b$12$KIXQ4f0QGQ8kQG8J0b5tUe"),
             std::string(5000, '$'), good.substr(0, good.size() - 1), good + "A", good + "$",
             good.substr(0, good.rfind('$')), with("argon2id", "argon2i"), with("v=19", "v=16"),
             with("m=8", "m=7"), with("m=8", "m="), with("m=8", "m=4294967296"), with("t=1", "t=0"),
             with("t=1", "t=-1"), with("p=1", "p=2"), with("AAAA", "AAA"), with("AAAA", "AA*A"),
             with("AAAA", "AA A") })
        EXPECT_EQ(code_of(verify_password(broken, "x")), Code::internal_server_error) << broken;
}

TEST(PasswordHash, TellsALackOfMemoryFromAWrongPassword)
{
    auto const hash = hash_password("x").value();
    test::MemoryShortage const shortage;
    EXPECT_EQ(code_of(verify_password(hash, "x")), Code::internal_server_transient_error);
    EXPECT_EQ(code_of(hash_password("x")), Code::internal_server_transient_error);
}

TEST(DecoyHash, IsAHashLikeOthersThatNoPasswordHas)
{
    auto const real = hash_password("x", cheap).value();
    auto const decoy = decoy_hash(cheap);
    EXPECT_EQ(decoy.size(), real.size());
    EXPECT_EQ(decoy.substr(0, decoy.rfind("p=1$")), real.substr(0, real.rfind("p=1$")));
    for (auto const* const password : { "", "x", "AAAA" })
        EXPECT_FALSE(verify_password(decoy, password).value());
}

TEST(DecoyHash, CostsByDefaultWhatAccountsCost)
{
    EXPECT_TRUE(decoy_hash().starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    EXPECT_FALSE(verify_password(decoy_hash(), "x").value());
}

TEST(PasswordHash, IsVerifiedByThreadsAtOnce)
{
    auto const hash = hash_password("x", cheap).value();
    std::array<std::jthread, 4> threads;
    for (auto& thread : threads)
        thread = std::jthread([&] {
            for (int i = 0; i < 20; ++i) {
                EXPECT_TRUE(verify_password(hash, "x").value());
                EXPECT_FALSE(verify_password(hash, "y").value());
            }
        });
}

}
}
