package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Restorable;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ActorUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of actors when the processes under them die. */
class ActorsProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static final String CONTROL = "node-1";
    private static LocalCluster cluster;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(3, List.of("mobula.control.node-timeout=1500 ms", "mobula.driver.grace=3000 ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    /** Counts its calls, and survives. */
    static class Tally implements Restorable<Long> {
        private long count;

        long add() {
            return ++count;
        }

        long hold(String begun) throws Exception {
            Files.createFile(Path.of(begun));
            Thread.sleep(60_000);
            return ++count;
        }

        String node() {
            return TaskContext.current().node();
        }

        @Override
        public Long snapshot() {
            return count;
        }

        @Override
        public void restore(Long state) {
            count = state;
        }
    }

    /** On another node than the one with the log, with nothing else there. */
    private static ActorHandle<Tally> awayFromControl(ActorBuilder options) {
        var all = new ArrayList<ActorHandle<Tally>>();
        for (int i = 0; i < 3; i++) all.add(options.cpus(2).start(Tally::new));
        List<String> nodes =
                all.stream().map(each -> each.call(Tally::node).get(LIMIT)).toList();
        int chosen = nodes.indexOf(nodes.stream()
                .filter(node -> !node.equals(CONTROL))
                .findFirst()
                .orElseThrow(() -> new AssertionError("three nodes, one with the log, but all are on " + nodes)));
        for (ActorHandle<Tally> each : all)
            if (!each.equals(all.get(chosen))) each.stop().get(LIMIT);
        return all.get(chosen);
    }

    private static void kill(String node) throws Exception {
        int before = cluster.incarnation(node);
        cluster.process(node).destroyForcibly();
        cluster.awaitReturn(node, before);
    }

    @Test
    void aRestoredActorGoesOnWhereItsCallersLeftIt() throws Exception {
        try (Mobula mobula = cluster.connect()) {
            ActorHandle<Tally> tally =
                    awayFromControl(mobula.actor().maxRestarts(3).maxTaskRetries(3));
            for (long i = 1; i <= 5; i++) assertEquals(i, tally.call(Tally::add).get());
            String before = tally.call(Tally::node).get();
            Thread killer = Thread.ofPlatform().start(() -> {
                try {
                    kill(before);
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
            var answers = new ArrayList<Long>();
            for (long i = 6; i <= 40 || killer.isAlive(); i++)
                answers.add(tally.call(Tally::add).get(LIMIT));
            for (int i = 0; i < answers.size(); i++) assertEquals(i + 6L, answers.get(i), "each call counts once");
            killer.join();
            tally.kill();
        }
    }

    @Test
    void aCallThatMayHaveRunIsNotRepeatedUnasked() throws Exception {
        try (Mobula mobula = cluster.connect()) {
            ActorHandle<Tally> tally = awayFromControl(mobula.actor().maxRestarts(1));
            assertEquals(1L, tally.call(Tally::add).get());
            String node = tally.call(Tally::node).get();
            String begun = dir.resolve("begun").toString();
            ObjectRef<Long> held = tally.call(t -> t.hold(begun));
            Until.holds("the call runs", LIMIT, () -> Files.exists(Path.of(begun)));
            ObjectRef<Long> behind = tally.call(Tally::add);
            kill(node);
            assertThrows(ActorUnavailableException.class, () -> held.get(LIMIT));
            // It was at the host too, and nobody can tell that it had not begun.
            assertThrows(ActorUnavailableException.class, () -> behind.get(LIMIT));
            assertEquals(2L, tally.call(Tally::add).get(LIMIT));
            tally.kill();
        }
    }

    @Test
    void anActorWithoutRestartsDiesWithItsNode() throws Exception {
        try (Mobula mobula = cluster.connect()) {
            ActorHandle<Tally> tally = awayFromControl(mobula.actor());
            String node = tally.call(Tally::node).get();
            kill(node);
            var failure = assertThrows(
                    ActorDiedException.class, () -> tally.call(Tally::add).get(LIMIT));
            assertTrue(failure.getMessage().contains("node"), failure.getMessage());
        }
    }

    @Test
    void aDetachedActorOutlivesItsDriverAndServesOthers() throws Exception {
        String id;
        try (Mobula mobula = cluster.connect()) {
            ActorHandle<Tally> tally =
                    mobula.actor().name("outlives").detached().start(Tally::new);
            assertEquals(1L, tally.call(Tally::add).get());
            id = tally.id();
        }
        try (Mobula mobula = cluster.connect()) {
            ActorHandle<Tally> found = mobula.find(Tally.class, "outlives").orElseThrow();
            assertEquals(id, found.id());
            assertEquals(2L, found.call(Tally::add).get(LIMIT));
            long more = 40;
            assertEquals(43L, found.call(t -> t.add() + more).get(LIMIT), "with code of this job");
            assertEquals(
                    7L, found.call(_ -> Mobula.current().submit(() -> 7L).get()).get(LIMIT));
            found.stop().get(LIMIT);
            assertEquals(Optional.empty(), mobula.find(Tally.class, "outlives"));
        }
    }

    @Test
    void anActorEndsWithItsDriver() throws Exception {
        Mobula first = cluster.connect();
        try (Mobula second = cluster.connect()) {
            ActorHandle<Tally> tally = first.actor().name("ends").start(Tally::new);
            assertEquals(1L, tally.call(Tally::add).get());
            ActorHandle<Tally> found = second.find(Tally.class, "ends").orElseThrow();
            assertNotEquals(0L, found.call(Tally::add).get());
            first.close();
            Until.holds(
                    "the name is free",
                    LIMIT,
                    () -> second.find(Tally.class, "ends").isEmpty());
            assertThrows(ActorDiedException.class, () -> found.call(Tally::add).get(LIMIT));
        }
    }
}
