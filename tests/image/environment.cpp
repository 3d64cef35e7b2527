// Starts the decoders once, before the first test: the tests run as likeness-render does, with every
// other loader blocked.
#include "image/decoders.hpp"

#include <gtest/gtest.h>

namespace {

class Decoders : public testing::Environment {
public:
    void SetUp() override { ASSERT_TRUE(likeness::image::start_decoders()); }
};

auto* const decoders = testing::AddGlobalTestEnvironment(new Decoders);

}
