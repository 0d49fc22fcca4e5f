#include "uring.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>

#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

namespace redline::loadgen {

namespace {

constexpr unsigned entries = 128;
constexpr std::size_t buffer_bytes = 16 * 1024; ///< only the pages an answer fills count
constexpr std::uint32_t buffers_min = 16;
constexpr std::uint32_t buffers_max = 64; ///< 256 cost 0.8 MiB more and won nothing at 10,000 connections
constexpr std::uint32_t completions_min = 1024;
constexpr std::uint32_t completions_most = 8192;
constexpr unsigned operation_shift = 30; ///< the two highest bits of a key's lower half
constexpr std::uint64_t operation_bits = std::uint64_t{3} << operation_shift;

std::string text_of(const char* path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void* anonymous_pages(std::size_t bytes) {
    void* pages = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    return pages == MAP_FAILED ? nullptr : pages;
}

base::WallTime stamp_of(io_uring_recvmsg_out* message, msghdr& layout) {
    const auto* control = io_uring_recvmsg_cmsg_firsthdr(message, &layout);
    if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_TIMESTAMPNS)
        return {};
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(control), sizeof stamp);
    return base::WallTime(std::chrono::seconds(stamp.tv_sec) + std::chrono::nanoseconds(stamp.tv_nsec));
}

void sign(io_uring_sqe& entry, Uring::Operation operation, std::uint64_t key) {
    entry.user_data = key | static_cast<std::uint64_t>(operation) << operation_shift;
}

} // namespace

std::string why_no_uring(int error, std::string_view disabled) {
    switch (error) {
    case ENOSYS: return "this kernel has none";
    case EINVAL: return "it needs Linux 6.1 or later";
    case EACCES:
    case EPERM:
        return disabled.empty() || disabled.front() == '0'
                   ? "it is forbidden here, as container runtimes do by a seccomp filter"
                   : "the setting kernel.io_uring_disabled forbids it";
    default: return std::strerror(error);
    }
}

base::Result<std::unique_ptr<Uring>> Uring::make(std::uint32_t connections) {
    std::unique_ptr<Uring> made(new Uring(connections));
    if (const int error = made->set_up(); error != 0)
        return base::failure(base::ErrorCode::network,
                             why_no_uring(error, text_of("/proc/sys/kernel/io_uring_disabled")));
    return made;
}

Uring::Uring(std::uint32_t connections)
    : buffer_count_(std::bit_ceil(std::clamp(connections, buffers_min, buffers_max))),
      completions_max_(std::clamp(2 * connections, completions_min, completions_most)) {
    layout_.msg_controllen = CMSG_SPACE(sizeof(timespec));
}

/// Completions are made only while this thread waits for them, never by interrupting it (DEFER_TASKRUN). The
/// ring is born disabled because it is made on another thread than the one that will use it.
int Uring::set_up() {
    io_uring_params parameters{};
    parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL |
                       IORING_SETUP_R_DISABLED | IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP;
    parameters.cq_entries = completions_max_;
    if (const int error = io_uring_queue_init_params(entries, &ring_, &parameters); error < 0) return -error;
    made_ = true;
    return set_up_buffers();
}

int Uring::set_up_buffers() {
    shelf_ = static_cast<io_uring_buf_ring*>(anonymous_pages(buffer_count_ * sizeof(io_uring_buf)));
    buffers_ = static_cast<char*>(anonymous_pages(buffer_count_ * buffer_bytes));
    if (shelf_ == nullptr || buffers_ == nullptr) return ENOMEM;
    io_uring_buf_reg registration{};
    registration.ring_addr = std::bit_cast<std::uintptr_t>(shelf_);
    registration.ring_entries = buffer_count_;
    if (const int error = io_uring_register_buf_ring(&ring_, &registration, 0); error < 0) return -error;
    io_uring_buf_ring_init(shelf_);
    for (std::uint32_t number = 0; number < buffer_count_; ++number)
        lend_to_kernel(number, static_cast<int>(number));
    io_uring_buf_ring_advance(shelf_, static_cast<int>(buffer_count_));
    return 0;
}

Uring::~Uring() {
    if (made_) io_uring_queue_exit(&ring_);
    if (shelf_ != nullptr) ::munmap(shelf_, buffer_count_ * sizeof(io_uring_buf));
    if (buffers_ != nullptr) ::munmap(buffers_, buffer_count_ * buffer_bytes);
}

char* Uring::buffer(std::uint32_t number) const { return buffers_ + number * buffer_bytes; }

void Uring::lend_to_kernel(std::uint32_t number, int offset) {
    io_uring_buf_ring_add(shelf_, buffer(number), buffer_bytes, static_cast<unsigned short>(number),
                          io_uring_buf_ring_mask(buffer_count_), offset);
}

/// liburing 2.3 declares io_uring_enable_rings() and does not export it.
void Uring::adopt() {
    adopted_ = true;
    io_uring_register(static_cast<unsigned>(ring_.ring_fd), IORING_REGISTER_ENABLE_RINGS, nullptr, 0);
    io_uring_register_ring_fd(&ring_); // spares a look-up a call; where it fails nothing is lost but that
}

io_uring_sqe& Uring::entry() {
    for (;;) {
        if (auto* found = io_uring_get_sqe(&ring_); found != nullptr) return *found;
        submit();
    }
}

void Uring::connected(int descriptor, std::uint64_t key) {
    auto& entry = this->entry();
    io_uring_prep_poll_add(&entry, descriptor, POLLOUT);
    sign(entry, Operation::connect, key);
}

void Uring::send(int descriptor, std::string_view bytes, std::uint64_t key) {
    auto& entry = this->entry();
    io_uring_prep_send(&entry, descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    sign(entry, Operation::send, key);
}

/// Nothing can have come yet when a receive is asked for, so it is not tried at once (POLL_FIRST).
void Uring::receive(int descriptor, std::uint64_t key) {
    auto& entry = this->entry();
    io_uring_prep_recvmsg_multishot(&entry, descriptor, &layout_, 0);
    entry.flags |= IOSQE_BUFFER_SELECT;
    entry.ioprio |= IORING_RECVSEND_POLL_FIRST;
    sign(entry, Operation::receive, key);
}

void Uring::submit() {
    if (!adopted_) adopt();
    io_uring_submit(&ring_);
}

void Uring::forget(int descriptor) {
    if (io_uring_sq_ready(&ring_) != 0) submit();
    ::shutdown(descriptor, SHUT_RDWR);
}

void Uring::wait(base::Duration limit) { wait_for(1, limit); }

void Uring::rest(base::Duration limit) { wait_for(ring_.cq.ring_entries, limit); }

void Uring::wait_for(unsigned completions, base::Duration limit) {
    if (!adopted_) adopt();
    const auto left = std::max(limit, base::Duration(0));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    __kernel_timespec time{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
    io_uring_cqe* first = nullptr;
    if (left.count() == 0)
        io_uring_get_events(&ring_);
    else
        io_uring_submit_and_wait_timeout(&ring_, &first, completions, &time, nullptr);
}

std::optional<Uring::Completion> Uring::front() const {
    if (io_uring_cq_ready(&ring_) == 0) return std::nullopt;
    const auto& found = ring_.cq.cqes[*ring_.cq.khead & ring_.cq.ring_mask];
    Completion completion{.operation =
                              static_cast<Operation>((found.user_data & operation_bits) >> operation_shift),
                          .key = found.user_data & ~operation_bits,
                          .result = found.res,
                          .goes_on = (found.flags & IORING_CQE_F_MORE) != 0,
                          .more_follows = (found.flags & IORING_CQE_F_SOCK_NONEMPTY) != 0,
                          .bytes = {}};
    if ((found.flags & IORING_CQE_F_BUFFER) != 0 && found.res > 0) read_into(completion, found);
    return completion;
}

void Uring::read_into(Completion& completion, const io_uring_cqe& found) const {
    auto layout = layout_;
    auto* message =
        io_uring_recvmsg_validate(buffer(found.flags >> IORING_CQE_BUFFER_SHIFT), found.res, &layout);
    completion.result = 0;
    if (message == nullptr) return;
    completion.bytes = {static_cast<const char*>(io_uring_recvmsg_payload(message, &layout)),
                        io_uring_recvmsg_payload_length(message, found.res, &layout)};
    completion.result = static_cast<int>(completion.bytes.size());
    completion.stamp = stamp_of(message, layout);
}

void Uring::pop() {
    const auto& found = ring_.cq.cqes[*ring_.cq.khead & ring_.cq.ring_mask];
    give_back();
    if ((found.flags & IORING_CQE_F_BUFFER) != 0) lent_ = found.flags >> IORING_CQE_BUFFER_SHIFT;
    io_uring_cq_advance(&ring_, 1);
}

void Uring::give_back() {
    if (!lent_) return;
    lend_to_kernel(*lent_, 0);
    io_uring_buf_ring_advance(shelf_, 1);
    lent_.reset();
}

} // namespace redline::loadgen
