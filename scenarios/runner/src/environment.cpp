#include "redline/scenarios/environment.hpp"

#include <fstream>
#include <string>

#include <sched.h>
#include <sys/utsname.h>

namespace redline::scenarios {

namespace {

unsigned usable_cores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    return sched_getaffinity(0, sizeof set, &set) == 0 ? static_cast<unsigned>(CPU_COUNT(&set)) : 0;
}

std::string kernel_release() {
    utsname names{};
    return uname(&names) == 0 ? std::string(names.sysname) + " " + names.release : std::string();
}

std::string cpu_model() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            if (const auto colon = line.find(": "); colon != std::string::npos) return line.substr(colon + 2);
    return {};
}

} // namespace

reports::Environment read_environment() { return {usable_cores(), kernel_release(), cpu_model()}; }

} // namespace redline::scenarios
