#include "service/get_domain_settings.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "service/settings_table.hpp"

namespace likeness::service {

SettingsAnswer get_domain_settings(
    GetDomainSettings const& request, Directory& directory, Publication const& publication)
{
    if (auto refusal = refusal_of(request.domains, request.settings)) return std::move(*refusal);
    SettingsAnswer answer;
    for (auto const& domain : request.domains) {
        auto const is_served = directory.serves_domain(base::fold_case(base::trim(domain)));
        if (!is_served)
            answer.found.push_back(not_told(is_served.error()));
        else if (!*is_served)
            answer.found.push_back(
                { .code = SettingsCode::invalid_domain, .message = "Invalid domain: '" + domain + "'" });
        else
            answer.found.push_back(settings_of_domain(publication, request.settings));
    }
    return answer;
}

}
