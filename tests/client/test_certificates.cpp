#include "client/test_certificates.hpp"

#include "support/temporary_folder.hpp"

#include <cstdlib>

namespace likeness::tests {

namespace {

// authority NAME DAYS; server NAME AUTHORITY DAYS ALTERNATIVE_NAMES. A negative number of days ended yesterday.
constexpr char const* recipe = R"(
set -e
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
authority() {
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\nsubjectKeyIdentifier=hash\n' > "$1.ext"
    openssl x509 -req -in "$1.csr" -signkey "$1.key" -days "$2" -extfile "$1.ext" -out "$1.pem"
}
server() {
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    printf 'subjectAltName=%s\nauthorityKeyIdentifier=keyid\n' "$4" > "$1.ext"
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days "$3" -extfile "$1.ext" \
        -out "$1.pem"
}
ours=DNS:localhost,IP:127.0.0.1,DNS:contoso.com,DNS:*.contoso.com
authority authority 2; authority other_authority 2; authority expired_authority -1
server good authority 2 "$ours"
server other_name authority 2 DNS:mail.fabrikam.com
server of_strangers authority 2 DNS:fabrikam.com,DNS:*.fabrikam.com,DNS:*.co.uk,DNS:*.local,IP:127.0.0.1
server expired authority -1 "$ours"
server of_expired_authority expired_authority 2 "$ours"
)";

ServerCertificate certificate_in(std::filesystem::path const& folder, std::string const& name)
{
    return { .chain = folder / (name + ".pem"), .key = folder / (name + ".key") };
}

TestCertificates make(std::filesystem::path const& folder)
{
    auto const command = "cd '" + folder.string() + "' && (" + recipe + ") >log 2>&1";
    if (std::system(command.c_str()) != 0) std::abort();
    return {
        .authority = folder / "authority.pem",
        .other_authority = folder / "other_authority.pem",
        .good = certificate_in(folder, "good"),
        .other_name = certificate_in(folder, "other_name"),
        .of_strangers = certificate_in(folder, "of_strangers"),
        .expired = certificate_in(folder, "expired"),
        .of_expired_authority = certificate_in(folder, "of_expired_authority"),
        .expired_authority = folder / "expired_authority.pem",
    };
}

}

TestCertificates const& test_certificates()
{
    static test::TemporaryFolder const folder;
    static TestCertificates const certificates = make(folder.path());
    return certificates;
}

}
