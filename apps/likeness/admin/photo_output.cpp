#include "apps/likeness/admin/photo_output.hpp"

#include "apps/likeness/messages.hpp"

#include <nlohmann/json.hpp>

namespace likeness::app {

namespace {

std::string sizes_text(PhotoSummary const& summary)
{
    std::string text;
    for (auto const& size : summary.sizes)
        text += fmt::format("{}{} ({} bytes)", text.empty() ? "" : ", ", code_of(size.code), size.bytes);
    return text;
}

std::string state_text(PhotoSummary const& summary)
{
    if (summary.removed) return "removed";
    return summary.sizes.empty() ? "no photo" : sizes_text(summary);
}

}

std::string photo_line(EmailAddress const& email, PhotoSummary const& summary)
{
    auto const address = printable(email.text());
    if (summary.version == 0) return fmt::format("{}  no photo", address);
    return fmt::format("{}  version {}, changed {}, {}", address, summary.version,
        base::format_http_date(summary.changed_at), state_text(summary));
}

std::string photo_json(EmailAddress const& email, PhotoSummary const& summary)
{
    using Json = nlohmann::ordered_json;
    auto sizes = Json::array();
    for (auto const& size : summary.sizes)
        sizes.push_back({ { "size", code_of(size.code) }, { "pixels", size.edge_px }, { "bytes", size.bytes },
            { "etag", size.etag } });
    Json json { { "email", email.text() }, { "version", summary.version }, { "removed", summary.removed } };
    json["changed_at"]
        = summary.version == 0 ? Json(nullptr) : Json(base::format_http_date(summary.changed_at));
    json["sizes"] = std::move(sizes);
    return json.dump();
}

}
