// Whether a message is valid by Microsoft's schemas, which lie beside the project where somebody put them.
#pragma once

#include "support/temporary_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace likeness::test {

/// LIKENESS_SCHEMAS: the folder of soap11.xsd. Tests skip where it is not there.
inline bool schemas_are_there()
{
    return std::filesystem::exists(std::filesystem::path(LIKENESS_SCHEMAS) / "soap11.xsd");
}

/// The schemas know Microsoft's namespaces by http alone.
inline std::string with_http_spellings(std::string text)
{
    for (std::string_view const authority : { "//schemas.microsoft.com/", "//schemas.xmlsoap.org/" }) {
        auto const https = "https:" + std::string(authority);
        for (auto at = text.find(https); at != std::string::npos; at = text.find(https, at))
            text.erase(at + 4, 1);
    }
    return text;
}

/// Empty for a valid message; otherwise what xmllint says of it.
inline std::string schema_violations(std::string const& message)
{
    TemporaryFolder const folder;
    auto const file = folder.path() / "message.xml";
    auto const said = folder.path() / "said.txt";
    std::ofstream(file) << with_http_spellings(message);
    auto const command = "xmllint --noout --nonet --schema '" LIKENESS_SCHEMAS "/soap11.xsd' '"
        + file.string() + "' 2>'" + said.string() + "'";
    if (std::system(command.c_str()) == 0) return {};
    std::stringstream text;
    text << std::ifstream(said).rdbuf();
    return text.str() + message;
}

}
