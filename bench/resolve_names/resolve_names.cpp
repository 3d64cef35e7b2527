// One ResolveNames without full contact data, request bytes in to answer bytes out: our own share of it, with a search
// that costs nothing and no directory behind it. Argument: how many people are found. What we hold ourselves to is 50 us
// for a hundred, the search among a million included.
#include "ews/resolve_names.hpp"
#include "service/resolve_names.hpp"
#include "storage/memory/memory_storage.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>

using namespace likeness;

namespace {

// Answers everybody with the same people.
class KnownNames final : public NameSearch {
public:
    explicit KnownNames(std::size_t count)
    {
        auto const texts = std::make_shared<std::vector<std::string>>();
        for (std::size_t i = 0; i < count; ++i) {
            texts->push_back("Sadie Daniels " + std::to_string(i));
            texts->push_back("sadie.daniels" + std::to_string(i) + "@contoso.com");
        }
        for (std::size_t i = 0; i < count; ++i)
            hits_.hits.push_back({ {}, RecipientKind::mailbox, (*texts)[2 * i], (*texts)[2 * i + 1] });
        hits_.owner = texts;
    }
    Result<NameHits> search(NameQuery const&, std::size_t) override { return hits_; }

private:
    NameHits hits_;
};

// What is not to be asked.
class NoDirectory final : public Directory {
public:
    Result<std::optional<Person>> find(EmailAddress const&) override { std::abort(); }
    Result<std::optional<Person>> find(PersonId) override { std::abort(); }
    Result<bool> serves_domain(std::string_view) override { std::abort(); }
    Result<std::optional<Photo>> find_thumbnail(PersonId) override { std::abort(); }
    Result<std::vector<Person>> find_all(std::span<PersonId const>) override { std::abort(); }
    Result<std::vector<Person>> find_by_proxy(std::string_view, ProxyMatch, std::size_t) override
    {
        std::abort();
    }
    Result<std::vector<Person>> find_related(PersonId, Relation, std::size_t) override { std::abort(); }
};

class NoPhotos final : public PhotoReader {
public:
    Result<PhotoLookup> find(PersonId, PhotoSize) override { std::abort(); }
};

constexpr std::string_view request_text
    = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' "
      "xmlns:t='http://schemas.microsoft.com/exchange/services/2006/types' "
      "xmlns:m='http://schemas.microsoft.com/exchange/services/2006/messages'><s:Header>"
      "<t:RequestServerVersion Version='Exchange2013'/></s:Header><s:Body>"
      "<m:ResolveNames ReturnFullContactData='false'><m:UnresolvedEntry>sadie</m:UnresolvedEntry>"
      "</m:ResolveNames></s:Body></s:Envelope>";

void resolve_names(benchmark::State& state)
{
    NoDirectory directory;
    NoPhotos photos;
    KnownNames names(static_cast<std::size_t>(state.range(0)));
    service::PhotoPolicy const policy;
    service::ObjectIds const ids { base::SecretKey {} };
    storage::MemoryStorage storage;
    SystemClock const clock;
    service::PeoplePorts const ports { { directory, storage.mailboxes(), ids, clock }, names, photos,
        policy };
    Principal const caller { .address = EmailAddress::parse("hope@contoso.com").value() };
    std::size_t bytes = 0;
    for (auto _ : state) {
        auto const read = ews::read_request(base::as_bytes(request_text), "utf-8");
        auto const request = ews::read_resolve_names(*read->operation, read->schema());
        ews::ResponseWriter response(read->spellings, {});
        ews::write_resolve_names_response(response, service::resolve_names(*request, caller, ports));
        auto const text = response.finish();
        bytes = text.size();
        benchmark::DoNotOptimize(text.data());
    }
    state.counters["answer_bytes"] = static_cast<double>(bytes);
}
BENCHMARK(resolve_names)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

}

BENCHMARK_MAIN();
