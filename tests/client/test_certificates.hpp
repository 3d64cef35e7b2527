// Certificates for the TLS tests, made by the openssl command once a test program: an authority of our own, and
// servers that it vouches for, or should not.
#pragma once

#include "client/scripted_server.hpp"

namespace likeness::tests {

struct TestCertificates {
    std::filesystem::path authority; ///< PEM, for `ca_file`.
    std::filesystem::path other_authority; ///< Has signed none of these.
    ServerCertificate good; ///< For localhost, 127.0.0.1, contoso.com and *.contoso.com.
    ServerCertificate other_name; ///< For mail.fabrikam.com alone.
    ServerCertificate of_strangers; ///< For fabrikam.com and other names that are not contoso.com's.
    ServerCertificate expired; ///< As `good`, until yesterday.
    ServerCertificate of_expired_authority; ///< As `good`, by an authority whose time is over.
    std::filesystem::path expired_authority;
};

/// Made at the first call. The folder is removed when the program ends.
TestCertificates const& test_certificates();

}
