#include "likeness/result.hpp"

#include <gtest/gtest.h>
#include <memory>

namespace likeness::exchange {

namespace {

Failure const busy { FailureKind::server_busy, "it is busy", "ErrorServerBusy", std::chrono::seconds(7) };

Result<int> half_of(int number)
{
    if (number % 2 != 0) return busy;
    return number / 2;
}

}

TEST(Result, HoldsAValueOrTheReasonWhyThereIsNone)
{
    Result<std::string> const value("text");
    ASSERT_TRUE(value);
    EXPECT_EQ(*value, "text");
    EXPECT_EQ(value->size(), 4u);
    Result<std::string> const none(busy);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.failure(), busy);
    EXPECT_EQ(none.value_or("other"), "other");
    EXPECT_NE(value, none);
}

TEST(Result, HandsAValueOnAndAFailureThrough)
{
    EXPECT_EQ(half_of(8).and_then(half_of), Result<int>(2));
    EXPECT_EQ(half_of(6).and_then(half_of), Result<int>(busy));
    EXPECT_EQ(half_of(3).and_then(half_of), Result<int>(busy));
}

TEST(Result, HoldsWhatCanOnlyBeMoved)
{
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    auto const taken = *std::move(result);
    EXPECT_EQ(*taken, 7);
}

TEST(Result, OfNothingSaysWhetherItWasDone)
{
    Result<void> const done;
    EXPECT_TRUE(done);
    Result<void> const failed(busy);
    EXPECT_FALSE(failed);
    EXPECT_EQ(failed.failure(), busy);
}

TEST(ResultDeathTest, EndsTheProgramWhereAValueIsTakenThatIsNotThere)
{
    Result<int> const none(busy);
    EXPECT_DEATH(static_cast<void>(*none), "");
    Result<int> const one(1);
    EXPECT_DEATH(static_cast<void>(one.failure()), "");
}

}
