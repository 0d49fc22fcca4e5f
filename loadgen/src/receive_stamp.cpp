#include "receive_stamp.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <sys/socket.h>
#include <sys/uio.h>

namespace redline::loadgen {

namespace {

base::WallTime stamp_in(const msghdr& message) {
    const auto* control = CMSG_FIRSTHDR(&message);
    if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_TIMESTAMPNS)
        return {};
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(control), sizeof stamp);
    return base::WallTime(std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec));
}

} // namespace

void ask_for_stamps(int descriptor) {
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
}

/// The bytes are to go nowhere: a kernel that copied them after all would fail on the null address, not
/// write.
Waiting look_at(int descriptor) {
    constexpr std::size_t more_than_any_queue = 1U << 30;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec))> control{};
    iovec nowhere{.iov_base = nullptr, .iov_len = more_than_any_queue};
    msghdr message{};
    message.msg_iov = &nowhere;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const auto waiting = ::recvmsg(descriptor, &message, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    if (waiting > 0) return {Waiting::Kind::bytes, stamp_in(message)};
    if (waiting == 0) return {.kind = Waiting::Kind::end};
    return {.kind = errno == ECONNRESET || errno == EPIPE ? Waiting::Kind::broken : Waiting::Kind::nothing};
}

} // namespace redline::loadgen
