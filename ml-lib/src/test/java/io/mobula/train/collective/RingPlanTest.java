package io.mobula.train.collective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RingPlanTest {
    private static final int MOST_RANKS = 17;

    @Test
    void whatARankReceivesIsWhatThePreviousSendsAtTheSamePoint() {
        for (int size = 2; size <= MOST_RANKS; size++) {
            for (int rank = 0; rank < size; rank++) {
                RingPlan mine = RingPlan.of(new Topology(rank, size), 1013, 20);
                RingPlan before = RingPlan.of(new Topology(mine.topology().previous(), size), 1013, 20);
                for (int k = 0; k < mine.allSteps() * mine.blocks(); k++) {
                    assertEquals(before.sent(k), mine.received(k));
                    assertTrue(mine.sent(k).length() <= 20);
                    if (k >= mine.blocks()) assertEquals(mine.received(k - mine.blocks()), mine.sent(k));
                }
            }
        }
    }

    @Test
    void aRankEndsTheFirstHalfWithItsOwnShard() {
        for (int size = 2; size <= MOST_RANKS; size++) {
            for (int rank = 0; rank < size; rank++) {
                RingPlan plan = RingPlan.of(new Topology(rank, size), 997, 1000);
                int last = plan.reduceSteps() - 1;
                assertTrue(plan.completes(last));
                assertEquals(Shard.of(997, rank, size), plan.received(last));
            }
        }
    }

    @Test
    void theTreeReachesEveryRankOnce() {
        for (int size = 1; size <= MOST_RANKS; size++) {
            var reached = new TreeSet<Integer>();
            reached.add(0);
            for (int rank = 0; rank < size; rank++) {
                for (int child : new Topology(rank, size).children()) {
                    assertTrue(reached.add(child));
                    assertEquals(rank, new Topology(child, size).parent());
                    assertTrue(new Topology(rank, size).isAbove(child));
                    assertTrue(new Topology(child, size).neighbours().contains(rank));
                }
            }
            assertEquals(size, reached.size());
        }
    }

    @Test
    void shardsCoverTheArrayAndDifferByAtMostOne() {
        for (int length : new int[] {0, 1, 5, 1000, Integer.MAX_VALUE}) {
            int end = 0;
            for (int rank = 0; rank < 7; rank++) {
                Shard shard = Shard.of(length, rank, 7);
                assertEquals(end, shard.from());
                assertTrue(shard.length() == length / 7 || shard.length() == length / 7 + 1);
                end = shard.to();
            }
            assertEquals(length, end);
        }
    }
}
