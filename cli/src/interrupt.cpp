#include "interrupt.hpp"

#include <ctime>
#include <unistd.h>

namespace redline::cli {

namespace {

constexpr int exit_interrupted = 130; // 128 + SIGINT, as shells report it

} // namespace

InterruptWatch::InterruptWatch() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, &mask_before_);
    waiter_ = std::jthread([this](const std::stop_token& done) { wait_for_signals(done); });
}

InterruptWatch::~InterruptWatch() {
    waiter_.request_stop();
    waiter_.join();
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void InterruptWatch::wait_for_signals(const std::stop_token& done) {
    constexpr timespec look_up_every{0, 50'000'000};
    while (!done.stop_requested()) {
        if (sigtimedwait(&signals_, nullptr, &look_up_every) < 0) continue;
        if (interrupted_.stop_requested()) _exit(exit_interrupted);
        interrupted_.request_stop();
    }
}

} // namespace redline::cli
