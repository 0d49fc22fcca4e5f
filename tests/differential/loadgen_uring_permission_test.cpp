// Where io_uring is not to be had, the reason is named: asked of the kernel under seccomp filters, as
// container runtimes set them, and of the words alone for what no test can make the kernel say.
#include <boost/test/unit_test.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <thread>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "uring.hpp"

using namespace redline::loadgen;

namespace {

/// From here on this thread's calls of io_uring_setup fail with `error`.
bool forbid_io_uring(unsigned error) {
    std::array<sock_filter, 4> program{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{.len = program.size(), .filter = program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// What making a ring says on a thread where the kernel answers with `error`.
std::string reason_under(unsigned error) {
    std::string reason;
    std::jthread([&] {
        if (!forbid_io_uring(error)) return;
        const auto made = Uring::make(1);
        reason = made ? "made" : made.error().message;
    }).join();
    return reason;
}

} // namespace

BOOST_AUTO_TEST_SUITE(loadgen_uring_permission)

BOOST_AUTO_TEST_CASE(the_kernels_refusal_becomes_a_reason) {
    BOOST_TEST(reason_under(ENOSYS) == "this kernel has none");
    BOOST_TEST(reason_under(EINVAL) == "it needs Linux 6.1 or later");
    BOOST_TEST(reason_under(EMFILE) == "Too many open files");
}

BOOST_AUTO_TEST_CASE(a_setting_is_told_from_a_filter) {
    BOOST_TEST(why_no_uring(EPERM, "2\n") == "the setting kernel.io_uring_disabled forbids it");
    for (const auto* permitted : {"0\n", ""})
        BOOST_TEST(why_no_uring(EPERM, permitted) ==
                   "it is forbidden here, as container runtimes do by a seccomp filter");
}

BOOST_AUTO_TEST_SUITE_END()
