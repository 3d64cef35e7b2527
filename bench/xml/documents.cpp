// What it costs to read XML: a request of every day, and what a stranger may send instead. CPU time a document, and the
// most memory it took beyond the bytes that were received (peak_KiB). What we hold ourselves to for a refusal: 5 ms and
// 1 MiB.
#include "ews/request.hpp"

#include <benchmark/benchmark.h>
#include <cerrno>
#include <cstdlib>
#include <malloc.h>

using namespace likeness;

namespace {

// The bytes that this process has allocated now, and the most since `restart`. One thread.
struct Memory {
    std::size_t now = 0;
    std::size_t most = 0;

    void took(void* block)
    {
        if (block) now += malloc_usable_size(block);
        most = std::max(most, now);
    }
    void gives_back(void* block)
    {
        if (block) now -= std::min(now, malloc_usable_size(block));
    }
} memory;

}

// expat allocates by malloc, so counting operator new would not see it.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size)
{
    auto* const block = __libc_malloc(size);
    memory.took(block);
    return block;
}
void* calloc(std::size_t count, std::size_t size)
{
    auto* const block = __libc_calloc(count, size);
    memory.took(block);
    return block;
}
void* realloc(void* old, std::size_t size)
{
    memory.gives_back(old);
    auto* const block = __libc_realloc(old, size);
    memory.took(block);
    return block;
}
void* aligned_alloc(std::size_t alignment, std::size_t size) // The arena's, by operator new.
{
    auto* const block = __libc_memalign(alignment, size);
    memory.took(block);
    return block;
}
void free(void* block)
{
    memory.gives_back(block);
    __libc_free(block);
}
}

namespace {

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string in_envelope(std::string const& body)
{
    return R"(<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/")"
           R"( xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types")"
           R"( xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header>)"
           R"(<t:RequestServerVersion Version="Exchange2013"/></s:Header><s:Body>)"
        + body + "</s:Body></s:Envelope>";
}

std::string million_attributes()
{
    std::string text = "<a";
    for (int i = 0; i < 1'000'000; ++i) text += " a" + std::to_string(i) + "=''";
    return text + "/>";
}

constexpr std::size_t token_bytes = 30u << 20;

void read_document(benchmark::State& state, std::string const& text, bool taken)
{
    std::size_t most = 0;
    for (auto _ : state) {
        auto const before = memory.now;
        memory.most = before;
        auto const request = ews::read_request(base::as_bytes(text), "utf-8");
        most = std::max(most, memory.most - before);
        if (request.has_value() != taken) state.SkipWithError("judged the other way");
    }
    state.counters["peak_KiB"] = static_cast<double>(most) / 1024;
    state.counters["received_KiB"] = static_cast<double>(text.size()) / 1024;
}

void add(char const* name, std::string text, bool taken = false)
{
    benchmark::RegisterBenchmark(name, [text = std::move(text), taken](benchmark::State& state) {
        read_document(state, text, taken);
    })->Unit(benchmark::kMicrosecond);
}

}

int main(int count, char** words)
{
    benchmark::Initialize(&count, words);
    std::string const photo = "<m:GetUserPhoto><m:Email>sadie@contoso.com</m:Email><m:SizeRequested>HR360x360"
                              "</m:SizeRequested></m:GetUserPhoto>";
    add("taken: GetUserPhoto", in_envelope(photo), true);
    add("taken: SetUserPhoto of 20 MiB",
        in_envelope(
            "<m:SetUserPhoto><m:Content>" + std::string(28u << 20, 'A') + "</m:Content></m:SetUserPhoto>"),
        true);
    add("refused: DOCTYPE",
        "<!DOCTYPE a [<!ENTITY x 'y'>]>" + in_envelope("<m:GetUserPhoto>&x;</m:GetUserPhoto>"));
    add("refused: a billion laughs",
        "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
        "'&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>");
    add("refused: an entity nobody defined", in_envelope("<m:GetUserPhoto>&x;</m:GetUserPhoto>"));
    add("refused: a million elements deep", repeated("<a>", 1'000'000));
    add("refused: a million attributes", million_attributes());
    add("refused: an attribute of 30 MiB", "<a b='" + std::string(token_bytes, 'x') + "'/>");
    add("refused: a name of 30 MiB", "<" + std::string(token_bytes, 'x') + "/>");
    add("refused: a comment of 30 MiB", "<!--" + std::string(token_bytes, 'x') + "--><a/>");
    add("refused: bad UTF-8", in_envelope("<m:GetUserPhoto>\xC3\x28</m:GetUserPhoto>"));
    add("refused: an attribute twice", in_envelope("<m:GetUserPhoto a='' a=''/>"));
    add("refused: a prefix nobody declared", in_envelope("<x:GetUserPhoto/>"));
    add("refused: two roots", in_envelope(photo) + "<a/>");
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
