// A renderer and a clock that say what a test tells them to.
#pragma once

#include "core/ports/clock.hpp"
#include "core/ports/photo_renderer.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace likeness::tests {

class ScriptedRenderer final : public PhotoRenderer {
public:
    std::vector<int> edges { 48, 64, 96 };
    int calls = 0;

    Result<std::vector<Rendition>> render(base::ByteView upload) override
    {
        ++calls;
        if (base::as_text(upload) == "broken") return fail(Code::content_conversion_failed, "no picture");
        std::vector<Rendition> renditions;
        for (int const edge : edges)
            renditions.push_back({ photo_size_of_edge(edge).value_or(PhotoSize::hr48x48), edge,
                base::copy_of(base::as_bytes("jpeg" + std::to_string(edge))) });
        return renditions;
    }

    std::map<std::string, std::size_t> least_bytes; ///< What a picture cannot be made to fit below.
    std::optional<Error> fit_error;
    std::vector<std::string> fitted; ///< What it was asked about.

    // "small jpeg96" for "jpeg96".
    Result<base::Bytes> fit(base::ByteView jpeg, std::size_t bytes_max) override
    {
        fitted.emplace_back(base::as_text(jpeg));
        if (fit_error) return tl::unexpected(*fit_error);
        if (bytes_max < least_bytes[fitted.back()])
            return fail(Code::content_conversion_failed, "does not fit");
        return base::copy_of(base::as_bytes("small " + std::string(base::as_text(jpeg))));
    }
};

class StoppedClock final : public Clock {
public:
    base::Seconds now() const override { return base::Seconds(std::chrono::seconds(5'000)); }
    std::chrono::steady_clock::time_point steady_now() const override { return {}; }
};

}
