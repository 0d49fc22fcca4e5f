/// Why this exists: the engine accepts only a finalised plan: no text left to parse, nothing that could still
/// be wrong about the user's file. `language` makes it from a scenario; tests make it by hand.
///
/// The model is open unless the plan says otherwise: new flows start at the times the stages say, never
/// waiting for replies. With `users` it is closed: so many users run one flow after another, and the stages
/// only say for how long. Within a flow, a step is due at the moment the step before it ended; a flow ends
/// early at its first request that is not ok.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "redline/base/duration.hpp"
#include "redline/base/quantity.hpp"
#include "redline/loadgen/rate_shape.hpp"
#include "redline/loadgen/run_result.hpp"

namespace redline::loadgen {

/// How the gaps between flows are drawn: evenly, or as a Poisson process of the same rate.
enum class Arrivals { regular, poisson };

/// A stretch of load. The rate of new flows goes from `from` to `to`, evenly where nothing stands between.
struct Stage {
    std::string name;
    base::Duration duration{0};
    base::Rate from;
    base::Rate to;
    Arrivals arrivals = Arrivals::regular;
    bool measured = true;                      ///< false keeps a warm-up out of totals and thresholds
    std::vector<RatePoint> between = {};       ///< where the rate bends or jumps, in the order of time
    std::optional<Swing> swing = std::nullopt; ///< a sine about that line
};

/// A sequence of steps one simulated user takes. Weights need not sum to anything.
struct Flow {
    std::string name;
    double weight = 1;
    std::vector<std::uint32_t> steps; ///< indices into Plan::steps
};

struct Endpoint {
    std::string host;
    std::uint16_t port = 80;
    bool tls = false;             ///< https
    std::string unix_socket = {}; ///< a path: connect there; host and port then only name the target
};

enum class Protocol { http1, http2 };

struct TlsOptions {
    std::string ca_file;          ///< PEM; empty: the system's authorities
    std::string certificate_file; ///< PEM, the client's own, for mutual TLS
    std::string key_file;
    bool verify = true;
};

/// How connections to the target are made and how long they are kept.
struct Wire {
    Protocol protocol = Protocol::http1;
    TlsOptions tls;
    std::string proxy;                         ///< `http://host:port` or `socks5h://host:port`; empty: none
    std::vector<std::string> local_addresses;  ///< connections leave from these in turn; empty: any
    std::uint64_t requests_per_connection = 0; ///< then it is closed and a new one opened; 0: no limit
    base::Duration resolve_every{0};           ///< the name is asked for again this often; 0: never
    bool gzip = false;                         ///< gzip bodies are decoded before they are judged
};

/// What does the socket calls of plain HTTP/1.1. `automatic`: io_uring where the kernel permits it, and epoll
/// where a thread has very many connections.
enum class Backend { automatic, epoll, io_uring };

/// How a worker waits for the next due time: `precise` is woken for each, `batched` once a tick for all that
/// fell due since, `automatic` chooses by the rate.
enum class Pacing { automatic, precise, batched };

/// What becomes of requests that fell due while the generator itself stood still.
enum class Late { send, drop };

/// The closed model: each user starts the next flow when the one before has ended.
struct Users {
    unsigned count = 1;
    base::Duration think_time{0}; ///< between flows
    base::Duration iteration{0}; ///< from the start of a flow to the next, if it ended by then; 0: no minimum
    double jitter = 0;           ///< think time and iteration vary evenly by this share, 0 to 1
};

struct Plan {
    Endpoint target;
    std::vector<Stage> stages;
    std::vector<Flow> flows;
    std::vector<StepLabel> steps;
    std::uint64_t seed = 0;
    std::optional<Users> users;  ///< the closed model; nothing: the open one
    bool flows_in_turn = false;  ///< flow after flow in their order, whatever their weights
    std::uint64_t flows_max = 0; ///< the run ends after so many flows; 0: no limit
    Wire wire;
    Backend backend = Backend::automatic;
    Pacing pacing = Pacing::automatic;
    Late late = Late::send;
    unsigned connections = 100; ///< all threads together, opened when first needed, never more
    unsigned threads = 1;
    base::Duration timeout = std::chrono::seconds(3); ///< from the moment a request was sent
    std::vector<base::Duration> bounds;               ///< response times counted exactly in every slice
    base::Duration slice_width = std::chrono::milliseconds(200);
};

} // namespace redline::loadgen
