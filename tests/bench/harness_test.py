"""The harness judges the product, so it is judged here: that it prints and parses right, and that its server counts
what its client sent. BENCH_BUILD names the build folder."""

import os
import subprocess
import sys
import unittest
from collections import Counter
from math import log

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
from harness.arrivals import distance_allowed, largest_distance, send_errors  # noqa: E402
from harness.bench import Bench  # noqa: E402
from harness.callgrind import total_in  # noqa: E402
from harness.closed_loop import run_for  # noqa: E402
from harness.figure import Figure  # noqa: E402
from harness.peers import raw  # noqa: E402
from harness.rounds import interleaved, ratio  # noqa: E402
from harness.server import Server  # noqa: E402
from harness.trouble import Unmeasured  # noqa: E402

RUN = os.path.join(HERE, "run")


class Lines(unittest.TestCase):
    def test_a_goal_is_reached_or_missed(self):
        self.assertEqual(Figure("a_to_b", 0.87654, "ratio", 0.9).line(), "a_to_b 0.8765 ratio <=0.9 pass")
        self.assertEqual(Figure("a_to_b", 0.9001, "ratio", 0.9).line(), "a_to_b 0.9001 ratio <=0.9 fail")

    def test_without_a_goal_it_is_information(self):
        self.assertEqual(Figure("a", 123456.7, "us").line(), "a 123457 us - info")

    def test_what_could_not_be_measured_misses_its_goal(self):
        self.assertEqual(Figure("a", None, "us", 1).line(), "a none us <=1 fail")
        self.assertEqual(Figure("a", None, "us").line(), "a none us - info")


class Rounds(unittest.TestCase):
    def test_a_ratio_is_the_median_of_each_rounds_own(self):
        ours, theirs = iter([2, 20, 8]), iter([4, 40, 8])
        values = interleaved({"ours": lambda: next(ours), "theirs": lambda: next(theirs)}, 3)
        self.assertEqual(ratio(values, "ours", "theirs"), 0.5)

    def test_each_begins_and_follows_each_other_equally_often(self):
        for names in ("ab", "abc", "abcdefgh"):
            ran = []
            interleaved({name: lambda name=name: ran.append(name) for name in names}, 2 * len(names))
            rows = [ran[at:at + len(names)] for at in range(0, len(ran), len(names))]
            self.assertEqual(set(Counter(row[0] for row in rows).values()), {2})
            followers = Counter(pair for row in rows for pair in zip(row, row[1:]))
            self.assertEqual((len(followers), set(followers.values())), (len(names) * (len(names) - 1), {2}))

    def test_one_that_cannot_be_measured_has_no_ratio(self):
        def missing():
            raise Unmeasured("for the test")
        values = interleaved({"ours": lambda: 1, "theirs": missing}, 2)
        self.assertIsNone(ratio(values, "ours", "theirs"))


class Arrivals(unittest.TestCase):
    def test_an_even_schedule_has_no_error_whenever_it_began(self):
        stamps = [5_000_123 + 1_000_000 * index for index in range(100)]
        self.assertEqual(max(send_errors(stamps, 1000)), 0)

    def test_a_burst_is_seen(self):
        bursts = [50_000_000 * (index // 50) for index in range(1000)]
        self.assertGreater(sorted(send_errors(bursts, 1000))[500], 10_000_000)

    def test_exponential_gaps_pass_and_even_ones_do_not(self):
        count = 1000
        exponential = [-log(1 - (index + 0.5) / count) for index in range(count)]
        self.assertLess(largest_distance(exponential, 1), distance_allowed(count))
        self.assertGreater(largest_distance([1] * count, 1), distance_allowed(count))


class Programs(unittest.TestCase):
    def test_callgrinds_totals_are_read(self):
        self.assertEqual(total_in("events: Ir\nfn=(1)\n1 5\n\ntotals: 12345\n"), 12345)
        with self.assertRaises(Unmeasured):
            total_in("events: Ir\n")

    def test_the_groups_are_listed_and_others_refused(self):
        listed = subprocess.run([RUN, "--list"], capture_output=True, text=True, check=True).stdout
        self.assertRegex(listed, r"(?m)^loadgen: cpu ")
        self.assertRegex(listed, r"(?m)^pipeline: labels repair duplicates faults failures burst$")
        refused = subprocess.run([RUN, "--build", ".", "no/such"], capture_output=True, text=True, check=False)
        self.assertEqual(refused.stderr, "bench: there is no 'no/such'; --list names what there is\n")

    def test_the_server_counts_and_stamps_what_the_client_sent(self):
        bench = Bench(os.environ["BENCH_BUILD"], quick=True)
        with Server(bench, stamped=True) as server:
            _, counted = run_for(raw(bench, server, 3, 1000), server, 1000)
        self.assertIn(counted, range(1000, 1006))  # A batch past the last, and one under way on each.
        self.assertEqual(len(server.stamps()), counted)


if __name__ == "__main__":
    unittest.main()
