#include "directory/ldap/checkup.hpp"

#include "directory/ldap/entry.hpp"
#include "directory/ldap/sync_control.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace likeness::directory::ldap {

namespace {

using Grade = Finding::Grade;

// LDAP result codes and libldap's own (RFC 4511, appendix A; ldap_error(3)), and what an administrator can do.
std::string advice_for(Error const& error, LdapOptions const& options)
{
    auto const says = [&](std::string_view words) { return error.detail.find(words) != std::string::npos; };
    constexpr std::string_view certificate_advice = "the server's certificate must be signed by an authority "
                                                    "of tls_ca (or the system's) and name the host of url";
    if (says("certificate") || says("TLS")) return std::string(certificate_advice);
    if (says("Invalid credentials"))
        return options.bind.method == BindMethod::simple
            ? "bind_dn and the password in bind_password_file do not belong together, or the account is "
              "locked"
            : "the server does not know whom we sign in as: look at bind";
    if (says("Strong") || says("strong")) return "the server wants TLS: use ldaps://, or start_tls = true";
    if (error.code == Code::access_denied) return "the account that we sign in as may not do this";
    // libldap does not tell a server that is not there from one whose certificate is not trusted.
    std::string advice = "is url right, does the server run, and does a firewall let us through?";
    if (says("ldaps:")) advice.append(" If so, ").append(certificate_advice);
    return advice;
}

Finding trouble(std::string what, Error const& error, LdapOptions const& options)
{
    // What libldap has to say begins with the server's URL already.
    auto text = error.detail.starts_with(what) ? error.detail : std::move(what) + ": " + for_operator(error);
    return { Grade::bad, std::move(text), advice_for(error, options) };
}

std::string_view name_of(LdapKind kind)
{
    return kind == LdapKind::active_directory ? "Active Directory" : "an LDAP server";
}

std::string ways_of_change(RootDse const& server)
{
    if (server.kind == LdapKind::active_directory) return "changes are learned of by uSNChanged";
    if (server.is_openldap && server.supports(sync_request_oid))
        return "changes are learned of at once, by syncrepl";
    return "changes are learned of by modifyTimestamp; who is gone only by listing everybody now and then";
}

// A field that people see, and what lacks where nobody has it.
struct Wanted {
    std::string_view name;
    bool (*is_there)(MirrorEntry const&);
    std::string_view without;
};
constexpr std::array wanted_fields {
    Wanted { "a name", [](MirrorEntry const& one) { return !one.entry.person.display_name.empty(); },
        "people are shown by their address: attributes.name names the attribute to read" },
    Wanted { "a given name and a surname",
        [](MirrorEntry const& one) {
            return !one.entry.person.given_name.empty() && !one.entry.person.surname.empty();
        },
        "nobody is found by these: attributes.given_name and attributes.surname name what to read" },
    Wanted { "a thumbnail", [](MirrorEntry const& one) { return one.entry.thumbnail.has_value(); },
        "no picture comes from this directory: thumbnail_attributes names what to read, and the account that "
        "we sign "
        "in as must be allowed to" },
    Wanted { "a department or an office",
        [](MirrorEntry const& one) {
            return !one.entry.person.department.empty() || !one.entry.person.office.empty();
        },
        "" },
};

class Checkup {
public:
    explicit Checkup(LdapOptions const& options)
        : options_(options)
    {
    }

    std::vector<Finding> run()
    {
        for (std::size_t server = 0; server < options_.urls.size(); ++server) try_server(server);
        if (connection_) look_at_people();
        return std::move(findings_);
    }

private:
    void good(std::string text) { findings_.push_back({ Grade::good, std::move(text), {} }); }
    void remark(std::string text, std::string_view advice)
    {
        findings_.push_back({ Grade::remark, std::move(text), std::string(advice) });
    }

    void try_server(std::size_t server)
    {
        auto const& url = options_.urls[server];
        auto connection = Connection::open(options_, server);
        if (!connection) return findings_.push_back(trouble(url, connection.error(), options_));
        auto root = connection->root_dse();
        if (!root)
            return findings_.push_back(trouble(url + " says nothing of itself", root.error(), options_));
        good(fmt::format("{}: signed in; it is {}, {}", url, name_of(root->kind), ways_of_change(*root)));
        if (connection_) return;
        connection_ = std::move(*connection);
        root_ = std::move(*root);
    }

    void look_at_people()
    {
        auto const kind = options_.kind == LdapKind::automatic ? root_.kind : options_.kind;
        auto const attributes = AttributeMap::make(kind, options_);
        if (!attributes) return findings_.push_back(trouble("attributes", attributes.error(), options_));
        auto const base = options_.base.empty() ? root_.default_base : options_.base;
        if (base.empty())
            return findings_.push_back({ Grade::bad, "the server names no base of its own",
                "give base, such as \"dc=contoso,dc=com\"" });

        SearchRequest request { .base = base,
            .filter = attributes->people(),
            .attributes = attributes->requested(true),
            .size_max = entries_looked_at_max };
        auto const end = connection_->search(request, [&](LdapEntry&& entry) {
            note(read_entry(entry, *attributes, options_));
            return true;
        });
        if (!end)
            return findings_.push_back(trouble("looking for people below " + base, end.error(), options_));
        tell_of_people(base, end->more);
    }

    void note(ReadEntry&& read)
    {
        ++entries_;
        for (auto& report : read.reports) ++reports_[std::move(report)];
        if (!read.person) return;
        ++usable_;
        hidden_ += read.person->entry.person.visibility == Visibility::hidden ? 1 : 0;
        for (std::size_t i = 0; i < wanted_fields.size(); ++i)
            has_[i] += wanted_fields[i].is_there(*read.person) ? 1 : 0;
        if (example_.empty()) example_ = read.person->entry.person.primary_address().text();
    }

    void tell_of_people(std::string const& base, bool more)
    {
        if (usable_ == 0) {
            findings_.push_back({ Grade::bad,
                fmt::format("below {} there is nobody who takes mail ({} entries looked at)", base, entries_),
                "is base right, does filter leave anybody, and may the account that we sign in as read "
                "them?" });
        } else {
            good(fmt::format("below {} there {} {}{}, {} for one{}", base, usable_ == 1 ? "is" : "are",
                usable_,
                more               ? " people and more"
                    : usable_ == 1 ? " who takes mail"
                                   : " who take mail",
                example_, hidden_ > 0 ? fmt::format("; {} of them hidden", hidden_) : ""));
            tell_of_fields();
        }
        constexpr std::size_t reports_shown = 10;
        for (auto const& [report, times] : reports_) {
            if (findings_.size() > reports_shown + options_.urls.size() + wanted_fields.size()) break;
            remark(report, "");
        }
    }

    void tell_of_fields()
    {
        for (std::size_t i = 0; i < wanted_fields.size(); ++i) {
            auto const& field = wanted_fields[i];
            if (has_[i] > 0)
                good(fmt::format("{} of {} have {}", has_[i], usable_, field.name));
            else
                remark(fmt::format("nobody of these {} has {}", usable_, field.name), field.without);
        }
    }

    LdapOptions const& options_;
    std::vector<Finding> findings_;
    std::optional<Connection> connection_; ///< With the first server that answered.
    RootDse root_;
    std::size_t entries_ = 0;
    std::size_t usable_ = 0;
    std::size_t hidden_ = 0;
    std::array<std::size_t, wanted_fields.size()> has_ {};
    std::map<std::string, std::size_t> reports_;
    std::string example_;
};

}

std::vector<Finding> check_up(LdapOptions const& options)
{
    return Checkup(options).run();
}

}
