#include "client/discovery/discovery.hpp"

#include "client/discovery/autodiscover_answer.hpp"
#include "client/discovery/places.hpp"
#include "client/discovery/registrable_domain.hpp"
#include "client/http/http_failure.hpp"
#include "client/printable.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace likeness::client {

namespace {

constexpr std::uint16_t https_port = 443;

// What a visit to one place comes to.
struct Nothing { };
struct Restart {
    EmailAddress address;
};
using Visit = std::variant<Nothing, Url, Restart, FoundServer>;

// A visit that ended here, or that may be tried by the other interface of the same place.
struct Reply {
    Visit visit;
    bool may_ask_otherwise = false;
};

base::Seconds now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// The domain's own servers may have anything at these paths; only what could be Autodiscover is sent the address.
bool may_be_autodiscover(HttpAnswer const& probe)
{
    switch (probe.status) {
    case 401: return true;
    case 200: return !is_web_page(probe);
    case 405: return true; // Some answer a POST alone.
    default: return false;
    }
}

std::string told_status(HttpAnswer const& answer)
{
    if (answer.status == 200) return "a web page, or nothing that is understood";
    return "status " + std::to_string(answer.status);
}

std::string joined(std::vector<std::string> const& challenges)
{
    std::string text;
    for (auto const& challenge : challenges) text += (text.empty() ? "" : ", ") + challenge;
    return printable(text);
}

Url pox_at(std::string host, Scheme scheme = Scheme::https)
{
    return { .scheme = scheme,
        .host = std::move(host),
        .port = static_cast<std::uint16_t>(scheme == Scheme::https ? 443 : 80),
        .path = std::string(autodiscover_pox_path) };
}

// Lowest priority first, then highest weight. (RFC 2782 draws lots by weight, to spread load; clients of Exchange do not.)
void sort_by_preference(std::vector<ServiceRecord>& records)
{
    std::ranges::stable_sort(records, [](ServiceRecord const& one, ServiceRecord const& other) {
        return one.priority != other.priority ? one.priority < other.priority : one.weight > other.weight;
    });
}

std::string advice_on(Step const& step)
{
    return step.detail.empty() ? step.target : step.target + " -> " + step.detail;
}

// What the whole search comes to: what somebody can do something about goes before what they cannot.
Failure failure_of(std::vector<Step> const& steps, std::string const& domain)
{
    struct Rule {
        Finding finding;
        FailureKind kind;
        std::string_view message;
    };
    static constexpr std::array rules {
        Rule { Finding::sign_in_refused, FailureKind::sign_in, "Autodiscover refuses the sign-in" },
        Rule { Finding::no_sign_in, FailureKind::sign_in, "Autodiscover wants a sign-in" },
        Rule { Finding::private_address, FailureKind::private_address,
            "the domain's name leads into a private network" },
        Rule { Finding::other_host, FailureKind::redirected,
            "Autodiscover leads to a host of another domain, which nobody has approved" },
        Rule { Finding::busy, FailureKind::server_busy, "Autodiscover is busy" },
        Rule { Finding::server_refuses, FailureKind::not_found, "Autodiscover knows nobody of this address" },
        Rule { Finding::untrusted, FailureKind::tls, "no server could prove who it is" },
    };
    for (auto const& rule : rules)
        for (auto const& step : steps)
            if (step.finding == rule.finding)
                return { rule.kind, std::string(rule.message), advice_on(step), std::nullopt };
    return { FailureKind::network, "no Autodiscover was found for " + printable(domain), {}, std::nullopt };
}

class Search {
public:
    Search(DiscoveryOptions const& options, std::string domain)
        : options_(options)
        , first_domain_(std::move(domain))
        , judge_(first_domain_, options.trust, options.approval)
        , places_(options, judge_)
    {
    }

    Discovered run(EmailAddress const& address)
    {
        if (auto kept = kept_server(address)) return { *std::move(kept), std::move(steps_) };
        auto server = search(address);
        if (server) keep(address, *server);
        return { std::move(server), std::move(steps_) };
    }

private:
    Outcome<FoundServer> search(EmailAddress const& first)
    {
        auto address = first;
        trail_.begin(address);
        while (true) {
            auto visit = search_domain_of(address);
            if (failure_) return tl::unexpected(*failure_);
            if (auto* const found = std::get_if<FoundServer>(&visit)) {
                found->known_as = address.text();
                return std::move(*found);
            }
            auto* const restart = std::get_if<Restart>(&visit);
            if (!restart) return tl::unexpected(failure_of(steps_, first_domain_));
            address = std::move(restart->address);
        }
    }

    // Steps 3 to 8 of the specification, until one has something.
    Visit search_domain_of(EmailAddress const& address)
    {
        std::string const domain(address.folded_domain());
        auto const at_domain = pox_at(domain);
        auto const at_host = pox_at("autodiscover." + domain);
        auto const by_http = pox_at("autodiscover." + domain, Scheme::http);
        for (auto const& url : { at_domain, at_host, by_http }) places_.begin_to_probe(url);

        if (auto visit = walk_by_directory(address); is_end(visit)) return visit;
        if (auto visit = walk(Source::mail_domain, at_domain, address); is_end(visit)) return visit;
        if (auto visit = walk(Source::autodiscover_host, at_host, address); is_end(visit)) return visit;
        if (auto visit = walk_by_http(by_http, address); is_end(visit)) return visit;
        if (auto visit = walk_by_records(domain, address); is_end(visit)) return visit;
        return walk_by_json(domain, address);
    }

    bool is_end(Visit const& visit) const { return failure_ || !std::holds_alternative<Nothing>(visit); }

    Visit walk_by_directory(EmailAddress const& address)
    {
        if (!options_.connection_points) return Nothing {};
        constexpr auto target = "serviceConnectionPoint";
        auto const points = options_.connection_points(address);
        if (!points)
            return note(Source::directory, target, Finding::unreachable,
                printable(points.error().message + ": " + points.error().detail));
        if (points->empty()) return note(Source::directory, target, Finding::no_record);
        for (auto const& point : *points)
            if (auto visit = walk_from_text(Source::directory, point, address); is_end(visit)) return visit;
        return Nothing {};
    }

    // From one place to where its redirects lead.
    Visit walk(Source source, Url url, EmailAddress const& address)
    {
        trail_.begin(url);
        while (true) {
            if (places_.is_out_of_time()) return note(source, to_string(url), Finding::out_of_time);
            auto visit = this->visit(source, url, address);
            auto* const next = std::get_if<Url>(&visit);
            if (failure_ || !next) return visit;
            if (auto const followed = trail_.follow(as_pox(*next)); !followed)
                return note(source, to_string(url), finding_of(followed.error()), to_string(*next));
            url = as_pox(*std::move(next));
        }
    }

    Visit visit(Source source, Url const& url, EmailAddress const& address)
    {
        auto const probe = places_.probe(url);
        if (!probe) return note_failure(source, url, probe.error());
        if (is_redirect(*probe)) return lead(source, url, probe->location);
        if (!may_be_autodiscover(*probe))
            return note(source, to_string(url), Finding::no_autodiscover, told_status(*probe));
        note(source, to_string(url), Finding::is_there, probe->soap_enabled ? "SOAP" : "plain XML");
        if (probe->soap_enabled) {
            auto asked = ask(Wire::soap, source, as_soap(url), address, *probe);
            if (!asked.may_ask_otherwise) return std::move(asked.visit);
        }
        return ask(Wire::pox, source, url, address, *probe).visit;
    }

    Reply ask(Wire wire, Source source, Url const& url, EmailAddress const& address, HttpAnswer const& probe)
    {
        auto const request = autodiscover_request(wire, url, address);
        auto answer = probe.status == 401 ? places_.send_signed(probe, request) : places_.send(request);
        // It may be that a GET is for everybody and a POST is not.
        if (answer && answer->status == 401 && probe.status != 401)
            answer = places_.send_signed(*std::move(answer), request);
        if (!answer) return { note_failure(source, url, answer.error()) };
        return judge_answer(wire, source, url, *answer);
    }

    Reply judge_answer(Wire wire, Source source, Url const& url, HttpAnswer const& answer)
    {
        if (is_redirect(answer)) return { lead(source, url, answer.location) };
        // A second try by another interface would count as another wrong password.
        if (answer.status == 401) return { note_unauthorized(source, url, answer) };
        if (auto const told = read_autodiscover_answer(wire, answer))
            return { std::visit([&](auto const& what) { return take(source, url, what); }, *told) };
        if (answer.status == 429 || answer.status == 503)
            return { note(source, to_string(url), Finding::busy, told_status(answer)) };
        return { note(source, to_string(url), Finding::no_autodiscover, told_status(answer)), true };
    }

    Visit take(Source source, Url const& url, ToldServer const& server)
    {
        auto judged = judge_.judge_ews(server.ews_url);
        if (!judged && !server.inner_ews_url.empty()) {
            note(source, to_string(url), finding_of(judged.error()), printable(server.ews_url));
            judged = judge_.judge_ews(server.inner_ews_url);
        }
        if (!judged)
            return note(source, to_string(url), finding_of(judged.error()), printable(server.ews_url));
        note(source, to_string(url), Finding::found, to_string(*judged));
        auto const only_public = !judge_.may_be_private(judged->host);
        return FoundServer {
            .ews = *std::move(judged),
            .source = source,
            .known_as = {},
            .display_name = server.display_name,
            .schemas = server.schemas,
            .public_addresses_only = only_public,
        };
    }

    Visit take(Source source, Url const& url, ToldUrl const& told) { return lead(source, url, told.url); }

    Visit take(Source source, Url const& url, ToldAddress const& told)
    {
        auto address = judge_.judge_address(told.address);
        if (!address)
            return note(source, to_string(url), finding_of(address.error()), printable(told.address));
        if (auto const followed = trail_.follow(*address); !followed)
            return note(source, to_string(url), finding_of(followed.error()), printable(told.address));
        note(source, to_string(url), Finding::leads_to_address, printable(told.address));
        return Restart { *std::move(address) };
    }

    Visit take(Source source, Url const& url, ToldRefusal const& told)
    {
        return note(source, to_string(url), told.is_busy ? Finding::busy : Finding::server_refuses,
            printable(told.reason));
    }

    Visit lead(Source source, Url const& from, std::string_view location)
    {
        auto url = judge_.judge_redirect(from, location);
        if (!url) return note(source, to_string(from), finding_of(url.error()), printable(location));
        note(source, to_string(from), Finding::leads_on, to_string(*url));
        return *std::move(url);
    }

    Visit walk_from_text(Source source, std::string const& text, EmailAddress const& address)
    {
        auto const nowhere = pox_at(first_domain_);
        auto url = text.contains("://") ? judge_.judge_redirect(nowhere, text)
                                        : Judged<Url>(tl::unexpected(RedirectRefusal::unusable_address));
        if (!url) return note(source, printable(text), finding_of(url.error()));
        return walk(source, as_pox(*std::move(url)), address);
    }

    // Nothing that comes without TLS is believed but where it leads, and that is judged.
    Visit walk_by_http(Url const& url, EmailAddress const& address)
    {
        auto const probe = places_.probe(url);
        if (!probe) return note_failure(Source::http_redirect, url, probe.error());
        if (!is_redirect(*probe))
            return note(Source::http_redirect, to_string(url), Finding::no_autodiscover, told_status(*probe));
        auto led = lead(Source::http_redirect, url, probe->location);
        auto* const next = std::get_if<Url>(&led);
        return next ? walk(Source::http_redirect, as_pox(*std::move(next)), address) : led;
    }

    Visit walk_by_records(std::string const& domain, EmailAddress const& address)
    {
        if (!options_.services) return Nothing {};
        auto const name = "_autodiscover._tcp." + domain;
        if (places_.is_out_of_time()) return note(Source::service_record, name, Finding::out_of_time);
        auto records = options_.services->find(name);
        if (!records)
            return note(Source::service_record, name, Finding::unreachable, records.error().message);
        if (records->empty()) return note(Source::service_record, name, Finding::no_record);
        sort_by_preference(*records);
        for (auto const& record : *records)
            if (auto visit = walk_by_record(name, record, address); is_end(visit)) return visit;
        return Nothing {};
    }

    Visit walk_by_record(std::string const& name, ServiceRecord const& record, EmailAddress const& address)
    {
        auto const target = printable(record.target) + ":" + std::to_string(record.port);
        auto url = record.port == https_port ? judge_.judge_target(record.target)
                                             : Judged<Url>(tl::unexpected(RedirectRefusal::unusable_address));
        if (!url) return note(Source::service_record, name, finding_of(url.error()), target);
        note(Source::service_record, name, Finding::leads_on, to_string(*url));
        return walk(Source::service_record, *std::move(url), address);
    }

    Visit walk_by_json(std::string const& domain, EmailAddress const& address)
    {
        std::vector<Url> urls { pox_at("autodiscover." + domain) };
        urls.insert(urls.end(), options_.json_servers.begin(), options_.json_servers.end());
        for (auto const& url : urls)
            if (auto visit = walk_json(url, address); is_end(visit)) return visit;
        return Nothing {};
    }

    // The address goes along, so the host is judged before, though there are no credentials.
    Visit walk_json(Url const& first, EmailAddress const& address)
    {
        auto request = autodiscover_request(Wire::json, first, address);
        trail_.begin(request.url);
        while (true) {
            auto const at = request.url;
            if (places_.is_out_of_time()) return note(Source::json, to_string(at), Finding::out_of_time);
            if (auto const judged = judge_.judge(at); !judged)
                return note(Source::json, to_string(at), finding_of(judged.error()));
            auto const answer = places_.send(request);
            if (!answer) return note_failure(Source::json, at, answer.error());
            // Version 2 knows no sign-in: whoever wants one speaks another.
            if (answer->status == 401)
                return note(Source::json, to_string(at), Finding::no_autodiscover, told_status(*answer));
            auto visit = judge_answer(Wire::json, Source::json, at, *answer).visit;
            auto* const next = std::get_if<Url>(&visit);
            if (!next) return visit;
            if (auto const followed = trail_.follow(*next); !followed)
                return note(Source::json, to_string(at), finding_of(followed.error()), to_string(*next));
            request.url = *std::move(next);
        }
    }

    std::optional<FoundServer> kept_server(EmailAddress const& address)
    {
        if (!options_.cache || !options_.asks_cache) return std::nullopt;
        auto kept = options_.cache->find(address, options_.user, now());
        if (!kept) return std::nullopt;
        auto ews = judge_.judge_ews(kept->ews_url);
        if (!ews) {
            note(Source::kept, printable(kept->ews_url), finding_of(ews.error()));
            return std::nullopt;
        }
        note(Source::kept, to_string(*ews), Finding::found, base::format_http_date(kept->found_at));
        auto const only_public = !judge_.may_be_private(ews->host);
        return FoundServer { *std::move(ews), Source::kept, std::move(kept->known_as),
            std::move(kept->display_name), std::move(kept->schemas), only_public };
    }

    // That it cannot be kept costs the next search its time, and nothing else.
    void keep(EmailAddress const& address, FoundServer const& server) const
    {
        if (!options_.cache) return;
        static_cast<void>(options_.cache->store({ .address = address.folded(),
            .user = options_.user,
            .found_at = now(),
            .ews_url = to_string(server.ews),
            .known_as = server.known_as,
            .display_name = server.display_name,
            .schemas = server.schemas }));
    }

    Visit note(Source source, std::string target, Finding finding, std::string detail = {})
    {
        steps_.push_back({ source, std::move(target), finding, std::move(detail) });
        if (options_.on_step) options_.on_step(steps_.back());
        return Nothing {};
    }

    // What is wrong on this side is no server's fault: it ends the search.
    Visit note_failure(Source source, Url const& url, Failure const& failure)
    {
        if (failure.kind == FailureKind::invalid_request || failure.kind == FailureKind::internal
            || failure.kind == FailureKind::cancelled) {
            failure_ = failure;
            return Nothing {};
        }
        auto said = failure.detail.empty() ? failure.message : failure.message + ": " + failure.detail;
        return note(source, to_string(url), finding_of(failure), std::move(said));
    }

    Visit note_unauthorized(Source source, Url const& url, HttpAnswer const& answer)
    {
        auto const finding = places_.tried().empty() ? Finding::no_sign_in : Finding::sign_in_refused;
        return note(source, to_string(url), finding, joined(answer.challenges));
    }

    DiscoveryOptions const& options_;
    std::string first_domain_;
    RedirectJudge judge_;
    RedirectTrail trail_;
    std::vector<Step> steps_;
    std::optional<Failure> failure_; ///< What ended the search.
    Places places_;
};

Discovered refused(Step step, Failure failure, DiscoveryOptions const& options)
{
    if (options.on_step) options.on_step(step);
    return { tl::unexpected(std::move(failure)), { std::move(step) } };
}

}

Discovered discover(EmailAddress const& address, DiscoveryOptions const& options)
{
    if (options.given) {
        Step step { Source::given, to_string(*options.given), Finding::found, {} };
        if (options.on_step) options.on_step(step);
        return { FoundServer {
                     .ews = *options.given, .known_as = address.text(), .display_name = {}, .schemas = {} },
            { std::move(step) } };
    }
    std::string const domain(address.folded_domain());
    if (!is_host_name(domain))
        return refused(
            { Source::mail_domain, printable(address.folded_domain()), Finding::unusable_address, {} },
            { FailureKind::invalid_request,
                "the address has no domain that could be asked (in other scripts than ours it begins with "
                "xn--)",
                {}, {} },
            options);
    if (!registrable_domain(domain))
        return refused({ Source::mail_domain, domain, Finding::public_suffix, {} },
            { FailureKind::invalid_request,
                "anybody may have a name below " + domain + ": nothing is asked there", {}, {} },
            options);
    return Search(options, domain).run(address);
}

}
