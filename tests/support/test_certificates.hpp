/// Why this exists: tests of TLS need an authority nobody else trusts and certificates of it, good and bad,
/// made for one run and gone after it: nothing secret is kept in the tree, and nothing in it expires.
///
/// The keys are P-256, the files PEM, in a scratch folder that lives as long as the object. Failures throw
/// std::runtime_error, as a test's own trouble does.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

/// The files one side of a connection shows.
struct TestIdentity {
    std::filesystem::path certificate_file;
    std::filesystem::path key_file;
};

class TestCertificates {
  public:
    TestCertificates();
    ~TestCertificates();
    TestCertificates(const TestCertificates&) = delete;
    TestCertificates& operator=(const TestCertificates&) = delete;

    /// The authority's certificate, for the other side to trust.
    std::filesystem::path ca_file() const;

    /// For a server: holds for `localhost`, 127.0.0.1 and ::1, from yesterday to tomorrow.
    TestIdentity server() const;
    /// For a client that a server asks for a certificate.
    TestIdentity client() const;
    /// A server's certificate that ended yesterday.
    TestIdentity expired() const;
    /// A server's certificate for `elsewhere.test` alone.
    TestIdentity of_another_host() const;

  private:
    struct Authority;
    std::unique_ptr<Authority> authority_;
};
