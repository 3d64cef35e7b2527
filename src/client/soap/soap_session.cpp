#include "client/soap/soap_session.hpp"

#include "client/http/content_type.hpp"
#include "client/soap/character_references.hpp"
#include "client/soap/soap_refusal.hpp"
#include "ews/server_version.hpp"

#include <algorithm>
#include <iterator>

namespace likeness::client {

namespace {

using ews::Schema;

// spec/versions.md 3: what a server of this build surely takes; nullopt where the product is as new as what we send.
std::optional<Schema> schema_of(ServerBuild const& build)
{
    if (build.major == 8) return build.minor == 0 ? Schema::exchange2007 : Schema::exchange2007_sp1;
    if (build.major != 14) return std::nullopt;
    switch (build.minor) {
    case 0: return Schema::exchange2010;
    case 1: return Schema::exchange2010_sp1;
    default: return Schema::exchange2010_sp2;
    }
}

// Exchange 2019 refuses versions that it does not know, and not all that are older than it.
bool is_2019_or_later(std::optional<ews::ServerVersion> const& version)
{
    return version
        && (version->build.major > 15 || (version->build.major == 15 && version->build.minor >= 2));
}

bool is_exchange_2007(std::optional<ews::ServerVersion> const& version)
{
    return version && version->build.major == 8;
}

// Whether another version may help (spec/versions.md 2).
bool is_about_version(ews::Fault const& fault, std::optional<ews::ServerVersion> const& version)
{
    if (fault.foreign_code == "ErrorInvalidSchemaVersionForMailboxVersion") return true;
    if (!fault.foreign_code.empty() || fault.is_unreadable) return false;
    return fault.code == Code::invalid_server_version || fault.code == Code::invalid_request
        || (fault.code == Code::schema_validation && is_exchange_2007(version));
}

// The fault in an answer. Servers send one with status 500, and some with 200; a long answer with 200 is none.
std::optional<ews::Fault> fault_in(HttpAnswer const& answer)
{
    if (answer.body.size() > limits::error_body_bytes_max) return std::nullopt;
    if (answer.status == 200 && !base::as_text(answer.body).contains("Fault")) return std::nullopt;
    auto response = ews::read_response(answer.body, charset_of(answer.content_type));
    if (response) return std::nullopt;
    return std::move(response.error());
}

}

std::vector<Schema> versions_behind(
    Schema refused, Schema oldest, std::optional<ews::ServerVersion> const& version)
{
    std::vector<Schema> versions;
    auto const add = [&](Schema schema) {
        if (schema != refused && schema >= oldest && std::ranges::find(versions, schema) == versions.end())
            versions.push_back(schema);
    };
    if (version)
        if (auto const known = schema_of(version->build)) add(*known);
    if (is_2019_or_later(version))
        for (auto const schema : { Schema::exchange2016, Schema::exchange2013 }) add(schema);
    for (auto const schema : { Schema::exchange2010_sp2, Schema::exchange2010_sp1, Schema::exchange2010,
             Schema::exchange2007_sp1 })
        add(schema);
    return versions;
}

Outcome<HttpAnswer> SoapSession::ask(SoapQuestion const& question)
{
    auto const first = first_for(question);
    auto answer = post(question, first);
    auto fault = answer ? fault_in(*answer) : std::nullopt;
    if (!fault) return answer;
    if (auto version = ews::read_server_version(answer->body, charset_of(answer->content_type)))
        server_version_ = std::move(version);
    if (!is_about_version(*fault, server_version_)) return answer;
    for (auto const version : versions_behind(first, question.oldest, server_version_)) {
        auto other = post(question, version);
        if (!other) return other;
        fault = fault_in(*other);
        if (fault && is_about_version(*fault, server_version_)) continue;
        taken_ = version;
        return other;
    }
    return answer;
}

void SoapSession::set_spoken(std::vector<Schema> schemas)
{
    std::ranges::sort(schemas);
    spoken_ = std::move(schemas);
}

Schema SoapSession::first_for(SoapQuestion const& question) const
{
    if (taken_) return std::max(*taken_, question.oldest);
    if (spoken_.empty()) return std::max(question.usual, question.oldest);
    auto const newer = std::ranges::upper_bound(spoken_, question.usual);
    auto const likeliest = newer == spoken_.begin() ? *newer : *std::prev(newer);
    return std::max(likeliest, question.oldest);
}

Outcome<SoapAnswer> SoapSession::ask_for_response(SoapQuestion const& question)
{
    auto answer = ask(question);
    if (!answer) return tl::unexpected(answer.error());
    auto const asked = http_.asked(false);
    if (refuses_sign_in(*answer)) return fail_with_status(*answer, asked);
    auto const charset = charset_of(answer->content_type);
    auto response = ews::read_response(answer->body, charset);
    // Names that Exchange took from elsewhere hold what XML has no place for, and it writes them all the same.
    if (!response && response.error().is_unreadable)
        if (auto clean = without_forbidden_references(answer->body)) {
            answer->body = *std::move(clean);
            response = ews::read_response(answer->body, charset);
        }
    if (!response && response.error().is_unreadable)
        return fail_with_unreadable(response.error(), *answer, asked);
    if (!response)
        return tl::unexpected(
            failure_from(refusal_from(response.error()), *answer, asked, words_about_items));
    if (response->version) server_version_ = response->version;
    if (answer->status != 200) return fail_with_status(*answer, asked);
    return SoapAnswer { *std::move(answer), *std::move(response) };
}

Outcome<HttpAnswer> SoapSession::post(SoapQuestion const& question, Schema stated)
{
    ews::RequestWriter envelope(stated);
    question.write(envelope.body(), stated);
    return http_.ask({
        .method = Method::post,
        .url = http_.endpoint(),
        .if_none_match = question.validator,
        .content_type = "text/xml; charset=utf-8",
        .body = envelope.finish(),
        .answer_bytes_max = limits::soap_answer_bytes_max,
    });
}

}
