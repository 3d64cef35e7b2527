#include "apps/likeness/serve/directory_config.hpp"

#include "apps/likeness/password_input.hpp"

#include <fmt/format.h>

namespace likeness::app {

namespace {

using directory::ldap::BindMethod;
using directory::ldap::LdapBind;
using directory::ldap::LdapOptions;

Result<LdapBind> bind_of(DirectoryConfig const& config)
{
    LdapBind bind { .method = config.bind, .dn = config.bind_dn, .password = {} };
    if (config.bind != BindMethod::simple) return bind;
    auto password = read_password(config.bind_password_file.string());
    if (!password)
        return fail(Code::invalid_request,
            fmt::format(
                "the directory \"{}\": bind_password_file: {}", config.name, password.error().message));
    bind.password = std::move(*password);
    return bind;
}

}

Result<LdapOptions> ldap_options(DirectoryConfig const& config, directory::ldap::TagMaker tags)
{
    auto bind = bind_of(config);
    if (!bind) return tl::unexpected(bind.error());
    LdapOptions options { .name = config.name,
        .urls = config.urls,
        .base = config.base,
        .kind = config.kind,
        .bind = std::move(*bind),
        .start_tls = config.start_tls,
        .ca_file = config.tls_ca,
        .attributes = config.attributes,
        .filter = config.filter,
        .thumbnail_attributes = config.thumbnail_attributes,
        .thumbnail_writeback = config.thumbnail_writeback,
        .thumbnail_bytes_max = config.thumbnail_bytes_max,
        .entity_tag = std::move(tags) };
    if (auto const checked = directory::ldap::check(options); !checked)
        return fail(Code::invalid_request,
            fmt::format("the directory \"{}\": {}", config.name, checked.error().message));
    return options;
}

}
