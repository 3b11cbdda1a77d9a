package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuietTest {
    private final Quiet quiet = new Quiet();
    private final List<String> story = new CopyOnWriteArrayList<>();

    private Thread snapshot(CountDownLatch leave) {
        return Thread.ofPlatform().start(() -> {
            try {
                quiet.take(() -> {
                    story.add("taking");
                    leave.await();
                    return story.add("taken");
                });
            } catch (Exception e) {
                story.add(e.toString());
            }
        });
    }

    private static CountDownLatch open() {
        return new CountDownLatch(0);
    }

    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    @Test
    void aSnapshotWaitsForTheCallsThatRun() throws Exception {
        quiet.callBegins();
        quiet.callBegins();
        Thread snapshot = snapshot(open());
        untilItWaits(snapshot);
        quiet.callEnds();
        untilItWaits(snapshot);
        story.add("ended");
        quiet.callEnds();
        snapshot.join();
        assertEquals(List.of("ended", "taking", "taken"), story);
    }

    @Test
    void aCallThatWaitsHoldsNoSnapshotBack() throws Exception {
        quiet.callBegins();
        quiet.callWaits();
        snapshot(open()).join();
        quiet.callGoesOn();
        quiet.callEnds();
        assertEquals(List.of("taking", "taken"), story);
    }

    @Test
    void aCallBeginsAfterTheSnapshotsThatWait() throws Exception {
        quiet.callBegins();
        Thread snapshot = snapshot(open());
        untilItWaits(snapshot);
        Thread next = Thread.ofPlatform().start(() -> {
            quiet.callBegins();
            story.add("begun");
        });
        untilItWaits(next);
        quiet.callEnds();
        snapshot.join();
        next.join();
        assertEquals(List.of("taking", "taken", "begun"), story);
    }

    @Test
    void aCallGoesOnBeforeTheSnapshotsThatWaitButNotDuringOne() throws Exception {
        quiet.callBegins();
        quiet.callBegins();
        quiet.callWaits();
        Thread waits = snapshot(open());
        untilItWaits(waits);
        quiet.callGoesOn();
        quiet.callWaits();
        quiet.callEnds();
        waits.join();

        var leave = new CountDownLatch(1);
        Thread during = snapshot(leave);
        while (story.size() < 3) Thread.onSpinWait();
        var on = CompletableFuture.runAsync(
                quiet::callGoesOn, task -> Thread.ofPlatform().start(task));
        assertFalse(on.isDone());
        leave.countDown();
        on.get(20, TimeUnit.SECONDS);
        assertEquals(List.of("taking", "taken", "taking", "taken"), story);
        assertTrue(during.join(Duration.ofSeconds(20)));
    }

    @Test
    void aSnapshotThatFailsLetsOthersIn() throws Exception {
        try {
            quiet.take(() -> {
                throw new IllegalStateException("no state");
            });
        } catch (IllegalStateException e) {
            story.add(e.getMessage());
        }
        quiet.callBegins();
        quiet.callEnds();
        snapshot(open()).join();
        assertEquals(List.of("no state", "taking", "taken"), story);
    }
}
