#include "tls_test_server.hpp"

#include <charconv>
#include <string>
#include <utility>

namespace {

std::size_t length_of_body(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const auto at = head.find(name);
    std::size_t length = 0;
    if (at != head.npos) std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    return length;
}

std::string_view path_in(std::string_view head) {
    const auto begin = head.find(' ') + 1;
    return head.substr(begin, head.find(' ', begin) - begin);
}

class RequestReader final : public StreamReader {
  public:
    RequestReader(const TlsTestServer::Respond& respond, Stream& client)
        : respond_(respond), client_(client) {}

    void read(std::string_view bytes) override {
        received_.append(bytes);
        while (client_.open() && take_request()) {
        }
    }

  private:
    bool take_request() {
        const auto head_end = received_.find("\r\n\r\n");
        if (head_end == std::string::npos) return false;
        const auto head = received_.substr(0, head_end + 4);
        const auto whole = head.size() + length_of_body(head);
        if (received_.size() < whole) return false;
        received_.erase(0, whole);
        respond_(path_in(head), client_);
        return true;
    }

    const TlsTestServer::Respond& respond_;
    Stream& client_;
    std::string received_;
};

} // namespace

TlsTestServer::TlsTestServer(const ServerTls& tls, Respond respond)
    : respond_(std::move(respond)),
      server_([this](Stream& client) { return std::make_unique<RequestReader>(respond_, client); }, tls) {}
