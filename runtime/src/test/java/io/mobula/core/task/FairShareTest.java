package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs take turns at a host by their weights; none starves. Told by counts of starts, not by time. */
class FairShareTest {
    private static final long MILLI = 1_000_000;
    private static final ProcessId LARGE = ProcessId.driver(1);
    private static final ProcessId SMALL = ProcessId.driver(2);

    private static ProcessId job(int number) {
        return ProcessId.driver(number);
    }

    @Test
    void aJobOfTenTasksDoesNotWaitForOneOfManyThousands() {
        var stage = new HostStage(HostStage.cpus(2), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 1, Share.EQUAL);
        stage.push(LARGE, 1, 8_000);
        for (int i = 0; i < 100; i++) stage.ends(0, MILLI);
        int before = stage.startsOf.get(LARGE);
        stage.push(SMALL, 1, 10);
        while (stage.startsOf.getOrDefault(SMALL, 0) < 10) {
            stage.ends(0, MILLI);
            stage.push(LARGE, 1);
        }
        int meanwhile = stage.startsOf.get(LARGE) - before;
        assertTrue(meanwhile <= 12, meanwhile + " tasks of the large job began before the last of the small one");
        stage.host.validate();
    }

    @Test
    void aWeightIsAShare() {
        var stage = new HostStage(HostStage.cpus(2), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 1, 3 * Share.EQUAL);
        stage.push(LARGE, 1, 1_000);
        stage.push(SMALL, 1, 1_000);
        for (int i = 0; i < 800; i++) stage.ends(i % 2, MILLI);
        assertEquals(200, stage.startsOf.get(LARGE), 5);
        assertEquals(600, stage.startsOf.get(SMALL), 5);
    }

    @Test
    void longTasksCostTheirJobMoreThanShortOnes() {
        var stage = new HostStage(HostStage.cpus(1), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 1, Share.EQUAL);
        stage.push(LARGE, 1, 1_000);
        stage.push(SMALL, 1, 4_000);
        for (int i = 0; i < 4_000; i++) {
            boolean large = stage.running.getFirst().owner.equals(LARGE);
            stage.ends(0, large ? 20 * MILLI : MILLI);
        }
        double ratio = stage.startsOf.get(SMALL) / (double) stage.startsOf.get(LARGE);
        assertTrue(ratio > 15 && ratio < 25, "of 20 times shorter tasks " + ratio + " times as many began");
    }

    @Test
    void aJobThatComesBackHasNoClaimOnThePast() {
        var stage = new HostStage(HostStage.cpus(1), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 1, Share.EQUAL);
        stage.push(LARGE, 1, 2_000);
        for (int i = 0; i < 1_000; i++) stage.ends(0, MILLI);
        stage.push(SMALL, 1, 1_000);
        int before = stage.startsOf.get(LARGE);
        for (int i = 0; i < 100; i++) stage.ends(0, MILLI);
        assertEquals(50, stage.startsOf.get(LARGE) - before, 2);
    }

    @Test
    void aTaskThatNeedsTheWholeNodeDoesNotStarveBehindSmallOnes() {
        var stage = new HostStage(HostStage.cpus(4), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 4, Share.EQUAL);
        stage.push(LARGE, 1, 50);
        stage.push(SMALL, 1);
        int before = stage.startsOf.get(LARGE);
        while (!stage.startsOf.containsKey(SMALL)) {
            if (stage.startsOf.get(LARGE) - before > 2 * FairTurns.MOST_OVERTAKEN) break;
            stage.ends(0, MILLI);
            stage.push(LARGE, 1);
        }
        int overtaken = stage.startsOf.get(LARGE) - before;
        assertEquals(1, stage.startsOf.getOrDefault(SMALL, 0), overtaken + " overtook it");
        assertTrue(overtaken <= FairTurns.MOST_OVERTAKEN, overtaken + " overtook it");
        for (int i = 0; i < 20; i++) stage.ends(0, MILLI); // the others go on
        assertTrue(stage.startsOf.get(LARGE) - before > overtaken);
        stage.host.validate();
    }

    @Test
    void theSameHoldsWithinOneJob() {
        var stage = new HostStage(HostStage.cpus(4), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(LARGE, 2, 4, Share.EQUAL);
        stage.push(LARGE, 1, 50);
        long whole = stage.push(LARGE, 2);
        for (int i = 0; i < 2 * FairTurns.MOST_OVERTAKEN; i++) {
            if (stage.starts.contains(LARGE.number() + "." + whole)) return;
            stage.ends(0, MILLI);
            stage.push(LARGE, 1);
        }
        throw new AssertionError("it never began");
    }

    /** Between two starts of a job that waits, another starts at most 1 + w'/w, and one more for each slot that was taken when it came. */
    @Test
    void noJobIsOvertakenMoreThanItsWeightAllows() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = new SplittableRandom(seed);
            int slots = random.nextInt(1, 9);
            int jobs = random.nextInt(2, 7);
            var stage = new HostStage(HostStage.cpus(slots), 0);
            int[] weights = IntStream.range(0, jobs + 1)
                    .map(_ -> random.nextInt(100, 10_000))
                    .toArray();
            for (int job = 1; job <= jobs; job++) {
                stage.declare(job(job), 1, 1, weights[job]);
                stage.push(job(job), 1, 50);
            }
            int seen = 0;
            var since = new int[jobs + 1][jobs + 1];
            for (int round = 0; round < 2_000; round++) {
                HostedTask ended = stage.running.get(random.nextInt(stage.running.size()));
                stage.ends(stage.running.indexOf(ended), MILLI);
                stage.push(ended.owner, 1);
                for (; seen < stage.starts.size(); seen++) {
                    int starter = Integer.parseInt(stage.starts.get(seen).split("\\.", -1)[0]);
                    for (int job = 1; job <= jobs; job++) {
                        if (job == starter) continue;
                        int overtook = ++since[job][starter];
                        int allowed = 2 + slots + (int) Math.ceil(weights[starter] / (double) weights[job]);
                        assertTrue(
                                overtook <= allowed,
                                "seed " + seed + ": job " + starter + " overtook job " + job + " " + overtook
                                        + " times");
                    }
                    since[starter] = new int[jobs + 1];
                }
            }
            stage.host.validate();
        }
    }

    @Test
    void aDeadJobsTurnsEnd() {
        var stage = new HostStage(HostStage.cpus(1), 0);
        stage.declare(LARGE, 1, 1, Share.EQUAL);
        stage.declare(SMALL, 1, 1, Share.EQUAL);
        stage.push(LARGE, 1, 3);
        stage.push(SMALL, 1, 3);
        stage.host.handle(new HostEvent.OwnerDied(LARGE));
        stage.ends(0, MILLI);
        stage.ends(0, MILLI);
        assertEquals(List.of("1.1", "2.1", "2.2"), stage.starts);
        stage.host.validate();
    }
}
