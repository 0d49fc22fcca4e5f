/// Why this exists: a pipeline of several processes must start as one, lose a member without losing the rest,
/// and end as one. The supervisor is their parent: it starts them in order, each once the one before is
/// ready, starts again who dies (RestartBackoff), and stops them in the opposite order.
///
/// Every role is this program with the role's words and `--address 127.0.0.1 --port … --port-file … --log …`;
/// its files are in `<folder>/<role>/`: `log`, `output` (standard output and error) and `port`. Ready is who
/// has written its port, within 30 s.
///
/// One process has one Supervisor, on its main thread, before it starts others: it blocks SIGCHLD, SIGTERM
/// and SIGINT as long as it is there, and waits for children by their numbers.
#pragma once

#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "redline/base/error.hpp"
#include "redline/leadpipe/pipeline_file.hpp"
#include "redline/leadpipe/restart_backoff.hpp"
#include "redline/leadpipe/role.hpp"
#include "redline/tracer/tracer.hpp"

namespace redline::leadpipe {

constexpr base::Duration stop_patience = std::chrono::seconds(10); ///< from SIGTERM to SIGKILL

class Supervisor {
  public:
    /// `folder` is absolute and there; what else is handed in outlives this.
    Supervisor(std::filesystem::path folder, std::vector<Role> roles, tracer::Tracer& tracer,
               base::Clock& clock);
    ~Supervisor();

    /// Starts all. Where one does not become ready, those before it are stopped, nothing is left written
    /// down, and the error shows its last lines.
    base::Result<void> start();

    /// Restarts who dies, until SIGTERM or SIGINT; then stops all and removes the pipeline's file.
    void run();

    const PipelineRecord& record() const { return record_; }

  private:
    struct Member;

    base::Result<void> start(Member& member);
    base::Result<void> wait_until_ready(Member& member);
    void reap();
    void bury(Member& member, int status);
    void restart_due();
    void stop_all();
    void write_down();
    base::Duration until_next_restart() const;

    ::sigset_t signals_before_{};
    const std::filesystem::path folder_;
    tracer::Tracer& tracer_;
    base::Clock& clock_;
    PipelineRecord record_;
    std::vector<Member> members_; ///< of record_.roles, in their order
};

} // namespace redline::leadpipe
