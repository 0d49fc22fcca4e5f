#include "test_certificates.hpp"

#include <cstdio>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "scratch_folder.hpp"

namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>>;
using OpenFile = std::unique_ptr<std::FILE, Release<std::fclose>>;

constexpr long day_in_seconds = 24 * 60 * 60;

/// What one certificate says.
struct Wording {
    std::string name;
    std::string alternative_names; ///< as openssl's configuration writes them; may be empty
    std::string constraints = "critical,CA:FALSE";
    long from_seconds = -day_in_seconds; ///< from now
    long until_seconds = day_in_seconds;
};

void must(bool succeeded, const char* deed) {
    if (!succeeded) throw std::runtime_error(std::string("the test certificates cannot ") + deed);
}

Key make_key() {
    Key key(EVP_EC_gen("P-256"));
    must(key != nullptr, "make a key");
    return key;
}

void add_extension(X509* certificate, int kind, const std::string& value) {
    if (value.empty()) return;
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

void set_common_name(X509_NAME* name, const std::string& text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
    must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes, -1, -1, 0) == 1, "name itself");
}

/// A certificate of `key`, unsigned as yet and issued by itself.
Certificate make_certificate(const Wording& wording, EVP_PKEY* key, long serial) {
    Certificate certificate(X509_new());
    must(certificate != nullptr, "make a certificate");
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wording.from_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wording.until_seconds);
    set_common_name(X509_get_subject_name(certificate.get()), wording.name);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    X509_set_pubkey(certificate.get(), key);
    add_extension(certificate.get(), NID_basic_constraints, wording.constraints);
    add_extension(certificate.get(), NID_subject_alt_name, wording.alternative_names);
    return certificate;
}

OpenFile open_to_write(const std::filesystem::path& path) {
    OpenFile file(std::fopen(path.c_str(), "w"));
    must(file != nullptr, "write a file");
    return file;
}

void write_certificate(const std::filesystem::path& path, X509* certificate) {
    must(PEM_write_X509(open_to_write(path).get(), certificate) == 1, "write a certificate");
}

void write_key(const std::filesystem::path& path, EVP_PKEY* key) {
    must(PEM_write_PrivateKey(open_to_write(path).get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
         "write a key");
}

} // namespace

struct TestCertificates::Authority {
    redline::test::ScratchFolder folder;
    Key key = make_key();
    Certificate certificate = make_certificate(
        {.name = "Redline test authority", .alternative_names = {}, .constraints = "critical,CA:TRUE"},
        key.get(), 1);
    long serial = 1;

    void sign(X509* signee) const { must(X509_sign(signee, key.get(), EVP_sha256()) > 0, "sign"); }

    TestIdentity issue(const Wording& wording) {
        const auto stem = folder.path() / std::to_string(++serial);
        const TestIdentity identity{stem.string() + ".crt", stem.string() + ".key"};
        const auto own_key = make_key();
        const auto own = make_certificate(wording, own_key.get(), serial);
        X509_set_issuer_name(own.get(), X509_get_subject_name(certificate.get()));
        sign(own.get());
        write_certificate(identity.certificate_file, own.get());
        write_key(identity.key_file, own_key.get());
        return identity;
    }
};

TestCertificates::TestCertificates() : authority_(std::make_unique<Authority>()) {
    authority_->sign(authority_->certificate.get());
    write_certificate(ca_file(), authority_->certificate.get());
}

TestCertificates::~TestCertificates() = default;

std::filesystem::path TestCertificates::ca_file() const { return authority_->folder.path() / "ca.crt"; }

TestIdentity TestCertificates::server() const {
    return authority_->issue({.name = "localhost", .alternative_names = "DNS:localhost,IP:127.0.0.1,IP:::1"});
}

TestIdentity TestCertificates::client() const {
    return authority_->issue({.name = "Redline test client", .alternative_names = {}});
}

TestIdentity TestCertificates::expired() const {
    return authority_->issue({.name = "localhost",
                              .alternative_names = "DNS:localhost,IP:127.0.0.1",
                              .from_seconds = -2 * day_in_seconds,
                              .until_seconds = -day_in_seconds});
}

TestIdentity TestCertificates::of_another_host() const {
    return authority_->issue({.name = "elsewhere.test", .alternative_names = "DNS:elsewhere.test"});
}
