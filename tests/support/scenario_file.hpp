/// Why this exists: readers of files are tested with files. A ScenarioFile is a scenario in a folder of its
/// own, gone with it; the minimal one is right in every part a test does not care for.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scratch_folder.hpp"

namespace redline::test {

/// A small whole scenario; `flows` and `more` are YAML at the top level.
inline std::string scenario_text(std::string_view flows, std::string_view more = "") {
    std::string text = "version: 1\n"
                       "name: small\n"
                       "target: http://127.0.0.1:8080\n"
                       "seed: 42\n"
                       "data:\n"
                       "  lead: { generate: leads, profile: hostile, duplicates: 20% }\n"
                       "  other: { generate: leads, profile: clean }\n"
                       "stages:\n"
                       "  - { name: hold, duration: 10s, arrival_rate: 100/s }\n";
    return text.append(more).append(flows);
}

inline constexpr std::string_view one_get = "flows: [{ name: f, steps: [{ name: s, get: /healthz }] }]\n";

class ScenarioFile {
  public:
    explicit ScenarioFile(std::string_view text) { write("scenario.yaml", text); }

    void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }
    std::filesystem::path path() const { return folder_.path() / "scenario.yaml"; }

  private:
    ScratchFolder folder_;
};

} // namespace redline::test
