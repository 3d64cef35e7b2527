// The same people in a slapd, looked for by the filter that a server without an index of its own sends for a name.
//
//   slapd_bench ldif PEOPLE               what slapadd reads
//   slapd_bench ask URI PEOPLE QUERIES    one connection, one search after another, at most 101 people each
#include "generated_people.hpp"
#include "measured.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ldap.h>
#include <memory>

using namespace likeness;

namespace {

constexpr auto const* base_dn = "dc=contoso,dc=com";
constexpr int people_most = 101;

void write_ldif(std::size_t count)
{
    std::printf(
        "dn: %s\nobjectClass: dcObject\nobjectClass: organization\no: Contoso\ndc: contoso\n\n", base_dn);
    for (auto const& person : bench::generated_people(count, 1)) {
        auto const encoded
            = [](std::string const& text) { return base::base64_encode(base::as_bytes(text)); };
        std::printf(
            "dn: uid=%s,%s\nobjectClass: inetOrgPerson\nuid: %s\ncn:: %s\ndisplayName:: %s\ngivenName:: %s\n"
            "sn:: %s\nmail: %s\nroomNumber: %s\n\n",
            person.alias.c_str(), base_dn, person.alias.c_str(), encoded(person.display_name).c_str(),
            encoded(person.display_name).c_str(), encoded(person.given_name).c_str(),
            encoded(person.surname).c_str(), person.address.c_str(), person.office.c_str());
    }
}

// spec/directory.md 9, "other LDAP, name". Generated names have nothing in them that must be escaped.
std::string filter_of(std::string const& text)
{
    std::string filter = "(&(mail=*)(|";
    for (auto const* const field : { "cn", "displayName", "givenName", "sn", "uid", "mail" })
        filter.append("(").append(field).append("=").append(text).append("*)");
    if (auto const blank = text.find(' '); blank != std::string::npos) {
        auto const a = text.substr(0, blank);
        auto const b = text.substr(blank + 1);
        filter.append("(&(givenName=").append(a).append("*)(sn=").append(b).append("*))");
        filter.append("(&(givenName=").append(b).append("*)(sn=").append(a).append("*))");
    }
    return filter + "))";
}

struct Unbind {
    void operator()(LDAP* raw) const noexcept { ldap_unbind_ext_s(raw, nullptr, nullptr); }
};
struct Free {
    void operator()(LDAPMessage* raw) const noexcept { ldap_msgfree(raw); }
};
using Connection = std::unique_ptr<LDAP, Unbind>;

Connection connect(char const* uri)
{
    LDAP* raw = nullptr;
    if (ldap_initialize(&raw, uri) != LDAP_SUCCESS) std::exit(1);
    Connection connection(raw);
    int const version = LDAP_VERSION3;
    ldap_set_option(raw, LDAP_OPT_PROTOCOL_VERSION, &version);
    return connection;
}

void measure(LDAP* connection, char const* what, std::vector<std::string> const& queries)
{
    bench::Samples times;
    int hits = 0;
    char names[] = "displayName";
    char mail[] = "mail";
    char* attributes[] = { names, mail, nullptr };
    for (auto const& text : queries) {
        auto const filter = filter_of(text);
        auto const began = bench::wall_microseconds();
        LDAPMessage* raw = nullptr;
        auto const status = ldap_search_ext_s(connection, base_dn, LDAP_SCOPE_SUBTREE, filter.c_str(),
            attributes, 0, nullptr, nullptr, nullptr, people_most, &raw);
        std::unique_ptr<LDAPMessage, Free> const answer(raw);
        times.add(bench::wall_microseconds() - began);
        if (status != LDAP_SUCCESS && status != LDAP_SIZELIMIT_EXCEEDED) {
            std::fprintf(stderr, "%s: %s\n", filter.c_str(), ldap_err2string(status));
            std::exit(1);
        }
        hits += ldap_count_entries(connection, raw);
    }
    std::printf("%-32s median %8.1f us, p99 %8.1f us until the answer is here   (%.0f hits on average)\n",
        what, times.at(0.5), times.at(0.99), double(hits) / double(queries.size()));
}

}

int main(int count, char** words)
{
    if (count == 3 && !std::strcmp(words[1], "ldif")) {
        write_ldif(std::strtoull(words[2], nullptr, 10));
        return 0;
    }
    if (count != 5 || std::strcmp(words[1], "ask") != 0) {
        std::fprintf(stderr, "usage: slapd_bench ldif PEOPLE | ask URI PEOPLE QUERIES\n");
        return 2;
    }
    auto const people = bench::generated_people(std::strtoull(words[3], nullptr, 10), 1);
    auto const queries = bench::generated_queries(people, std::strtoull(words[4], nullptr, 10));
    auto const connection = connect(words[2]);
    measure(connection.get(), "slapd, one word", queries.one_word);
    measure(connection.get(), "slapd, two words", queries.two_words);
}
