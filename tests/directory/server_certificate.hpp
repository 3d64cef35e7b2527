// The certificate of a test's directory server, and the authority that vouches for it.
#pragma once

#include "support/child_process.hpp"

namespace likeness::test {

struct ServerCertificate {
    std::filesystem::path authority; ///< PEM, all three.
    std::filesystem::path chain;
    std::filesystem::path key;
};

/// Made in `folder` by the openssl command, for localhost, 127.0.0.1, ::1, vm.contoso.com and this machine's own name:
/// libldap looks for the latter in a certificate when it was told to go to "localhost".
inline ServerCertificate make_server_certificate(std::filesystem::path const& folder)
{
    constexpr auto recipe = R"(
set -e
umask 077
cd "$0"
for name in ca server; do openssl ecparam -name prime256v1 -genkey -noout -out $name.key; done
openssl req -new -x509 -key ca.key -subj /CN=authority -days 2 -out ca.pem
openssl req -new -key server.key -subj /CN=localhost -out server.csr
echo "subjectAltName=DNS:localhost,DNS:vm.contoso.com,DNS:$(uname -n),IP:127.0.0.1,IP:::1" > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.pem
)";
    must_run({ "sh", "-c", recipe, folder.string() });
    return { folder / "ca.pem", folder / "server.pem", folder / "server.key" };
}

}
