#include <fmt/format.h>

#include "redline/language/engine_words.hpp"
#include "redline/language/read_scenario.hpp"
#include "sections.hpp"
#include "wire_words.hpp"

namespace redline::language {

namespace {

/// Reads the keys one by one, and remembers one that was given for what they may not say together.
class WireReader {
  public:
    WireReader(yaml::MappingReader& scenario, const std::filesystem::path& folder, loadgen::Plan& plan)
        : scenario_(scenario), diagnostics_(scenario.diagnostics()), folder_(folder), plan_(plan) {}

    void read() {
        auto& wire = plan_.wire;
        if (const auto* tls = key("tls")) read_tls(*tls);
        if (auto proxy = yaml::read_as(key("proxy"), diagnostics_, parse_proxy))
            wire.proxy = std::move(*proxy);
        if (auto path = yaml::read_as(key("unix_socket"), diagnostics_, parse_socket_path))
            plan_.target.unix_socket = std::move(*path);
        read_local_addresses(key("local_addresses"));
        if (const auto every = yaml::read_as(key("resolve_every"), diagnostics_, parse_resolve_every))
            wire.resolve_every = *every;
        read_plain_keys();
        if (last_ == nullptr || !diagnostics_.empty()) return;
        if (const auto clash = contradiction(plan_))
            yaml::report(diagnostics_, *last_, clash->message, clash->hint);
    }

  private:
    const yaml::Node* key(std::string_view name) {
        const auto* node = scenario_.optional(name);
        if (node != nullptr) last_ = node;
        return node;
    }

    /// Those that agree with every other.
    void read_plain_keys() {
        auto& wire = plan_.wire;
        if (const auto choice = yaml::read_choice(scenario_.optional("http"), protocol_words, diagnostics_))
            wire.protocol = static_cast<loadgen::Protocol>(*choice);
        if (const auto choice = yaml::read_choice(scenario_.optional("io"), backend_words, diagnostics_))
            plan_.backend = static_cast<loadgen::Backend>(*choice);
        constexpr unsigned requests_max = 1'000'000'000;
        wire.requests_per_connection =
            read_from_one(scenario_.optional("requests_per_connection"), requests_max, diagnostics_)
                .value_or(0);
        wire.gzip = yaml::read_flag(scenario_.optional("gzip"), diagnostics_).value_or(false);
    }

    void read_tls(const yaml::Node& node) {
        auto& tls = plan_.wire.tls;
        yaml::MappingReader reader(node, "tls", diagnostics_);
        read_file(reader.optional("ca"), tls.ca_file);
        read_file(reader.optional("certificate"), tls.certificate_file);
        read_file(reader.optional("key"), tls.key_file);
        tls.verify = yaml::read_flag(reader.optional("verify"), diagnostics_).value_or(true);
        reader.finish();
    }

    void read_file(const yaml::Node* node, std::string& into) {
        const auto in_folder = [this](std::string_view name) {
            return readable_file((folder_ / std::string(name)).string());
        };
        if (auto file = yaml::read_as(node, diagnostics_, in_folder)) into = std::move(*file);
    }

    void read_local_addresses(const yaml::Node* node) {
        for (const auto& item : yaml::read_items(node, diagnostics_))
            if (auto address = yaml::read_as(&item, diagnostics_, parse_local_address))
                plan_.wire.local_addresses.push_back(std::move(*address));
    }

    yaml::MappingReader& scenario_;
    yaml::Diagnostics& diagnostics_;
    const std::filesystem::path& folder_;
    loadgen::Plan& plan_;
    const yaml::Node* last_ = nullptr;
};

} // namespace

void read_wire(yaml::MappingReader& scenario, const std::filesystem::path& folder, loadgen::Plan& plan) {
    WireReader(scenario, folder, plan).read();
}

} // namespace redline::language
