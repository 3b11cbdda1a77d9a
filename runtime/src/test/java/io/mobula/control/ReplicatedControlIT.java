package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.code.Manifest;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.Draining;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several keepers of the log in one JVM, over loopback, with the real log and the real membership. */
class ReplicatedControlIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Nobody speaks for the drivers of these tests while their homes are away. */
    private static final ControlSettings.Timing TIMING = new ControlSettings.Timing(
            Duration.ofSeconds(4), Duration.ofMinutes(10), Duration.ofMillis(500), LIMIT, Duration.ofSeconds(10));

    private static final String TOKEN = "secret";

    @TempDir
    Path folder;

    private final UUID cluster = UUID.randomUUID();
    private final Map<String, Integer> pekko = new HashMap<>();
    private final Map<String, Integer> raft = new HashMap<>();
    private final Map<String, ClusterControl> running = new LinkedHashMap<>();
    private List<String> keepers = List.of();

    @AfterEach
    void stopAll() {
        var all = List.copyOf(running.values());
        CompletableFuture.allOf(all.stream()
                        .map(one -> CompletableFuture.runAsync(one::abandon))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void ports(String... names) throws IOException {
        var probes = new ArrayList<ServerSocket>();
        for (String name : names) {
            for (Map<String, Integer> ports : List.of(pekko, raft)) {
                var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                probes.add(probe);
                ports.put(name, probe.getLocalPort());
            }
        }
        for (ServerSocket probe : probes) probe.close();
    }

    private ControlSettings settings(String name) {
        Path place = folder.resolve(name);
        if (keepers.contains(name) && !StorageFolder.exists(place)) StorageFolder.create(place, cluster, name);
        var log = new LogSettings(name, place, "127.0.0.1", raft.get(name), "127.0.0.1:" + pekko.get(name));
        return new ControlSettings(
                Optional.of(log),
                "127.0.0.1",
                pekko.get(name),
                keepers.stream().map(one -> "127.0.0.1:" + pekko.get(one)).toList(),
                Optional.of(cluster),
                TOKEN,
                TIMING);
    }

    private static NodeDescription describe(String name) {
        var cpus = new Demand(List.of(new Demand.Amount("cpu", 2 * Demand.UNIT)));
        return new NodeDescription(
                name, "host", "127.0.0.1:9", "", cpus, ProcessHandle.current().pid());
    }

    private void start(String... names) {
        var starting = new LinkedHashMap<String, CompletableFuture<ClusterControl>>();
        for (String name : names)
            starting.put(
                    name,
                    CompletableFuture.supplyAsync(
                            () -> (ClusterControl) ControlPlane.start(settings(name), describe(name), _ -> {}),
                            Thread::startVirtualThread));
        starting.forEach((name, control) -> running.put(name, control.join()));
    }

    private void crash(String name) {
        running.remove(name).abandon();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static OperationAnswer operate(ClusterControl by, Operation operation) throws Exception {
        return await(by.operate(operation));
    }

    private static OperationAnswer.Reported report(ClusterControl by) throws Exception {
        return assertInstanceOf(OperationAnswer.Reported.class, operate(by, new Operation.Report()));
    }

    private static List<String> nodes(OperationAnswer.Reported report) {
        return report.keepers().stream()
                .map(OperationAnswer.Keeper::node)
                .sorted()
                .toList();
    }

    private static List<String> ids(OperationAnswer.Reported report) {
        return report.keepers().stream().map(OperationAnswer.Keeper::id).toList();
    }

    private static JobSpec job(ProcessId home) {
        return new JobSpec("job", home, new Manifest(List.of(new Manifest.Entry("app.jar", "ab12", 4))));
    }

    private static ProcessId job(ClusterControl by) throws Exception {
        return await(by.startJob(job(by.self())));
    }

    private static <T> T until(String claim, Callable<T> look, Predicate<T> wanted) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T seen = look.call();
            if (wanted.test(seen)) return seen;
            if (System.nanoTime() > end) throw new AssertionError(claim + "; last seen " + seen);
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private ClusterControl other(String than) {
        return running.entrySet().stream()
                .filter(one -> !one.getKey().equals(than))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void threeKeepersFormALogThatSurvivesEachLeaderInTurn() throws Exception {
        ports("a", "b", "c", "w");
        keepers = List.of("a", "b", "c");
        start("a", "b", "c", "w");
        assertEquals(List.of("a", "b", "c"), nodes(report(running.get("w"))));

        var drivers = new ArrayList<ProcessId>();
        for (int round = 0; round < 3; round++) {
            drivers.add(job(running.get("w")));
            String leader = report(running.get("w")).leader();
            crash(leader);
            drivers.add(job(running.get("w")));
            start(leader);
            until(
                    leader + " has caught up",
                    () -> report(running.get("w")),
                    now -> now.keepers().stream().allMatch(one -> one.silentMillis() < 1_000 && one.applied() > 0));
        }
        for (int i = 0; i < drivers.size(); i++) assertEquals(ProcessId.driver(i + 1), drivers.get(i));
        for (ProcessId driver : drivers)
            assertEquals(
                    running.get("w").self(), await(running.get("a").job(driver)).home());
    }

    @Test
    void withoutAMajorityNobodyIsDeadAndOperatorsAreToldWithinSeconds() throws Exception {
        ports("a", "b", "c", "w");
        keepers = List.of("a", "b", "c");
        start("a", "b", "c", "w");
        ProcessId before = job(running.get("w"));
        String leader = report(running.get("w")).leader();
        var followers = keepers.stream().filter(name -> !name.equals(leader)).toList();
        followers.forEach(this::crash);

        CompletionStage<ProcessId> meanwhile =
                running.get("w").startJob(job(running.get("w").self()));
        long began = System.nanoTime();
        var refused = assertThrows(ExecutionException.class, () -> report(running.get("w")));
        assertEquals(ErrorCode.CONTROL_UNAVAILABLE, ((MobulaException) refused.getCause()).code());
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(9));
        assertEquals(4, running.get("w").view().nodes().size(), "their timeout is over, and nobody is dead");
        assertFalse(meanwhile.toCompletableFuture().isDone());

        start(followers.toArray(String[]::new));
        assertEquals(ProcessId.driver(2), await(meanwhile), "what was asked meanwhile is done");
        assertEquals(
                running.get("w").self(), await(running.get("w").job(before)).home());
    }

    @Test
    void aClusterOfOneGrowsToThreeAndShrinksAndHandsTheLeadOver() throws Exception {
        ports("a", "b", "c");
        keepers = List.of("a");
        start("a", "b", "c");
        ProcessId driver = job(running.get("b"));
        assertRefused("even", new Operation.Change(List.of("b"), List.of()));
        assertRefused("no replica left", new Operation.Change(List.of(), List.of("a")));
        assertRefused("no node x", new Operation.Change(List.of("b", "x"), List.of()));

        var grown = operate(running.get("b"), new Operation.Change(List.of("b", "c"), List.of()));
        assertEquals(List.of("a", "b", "c"), nodes(assertInstanceOf(OperationAnswer.Reported.class, grown)));
        var moved = operate(running.get("c"), new Operation.Transfer("b"));
        assertEquals(
                "b", assertInstanceOf(OperationAnswer.Reported.class, moved).leader());

        crash("b");
        assertEquals(ProcessId.driver(2), job(running.get("c")), "two of three go on");
        start("b");
        until(
                "b is back",
                () -> report(running.get("c")),
                now -> now.keepers().stream().allMatch(one -> one.silentMillis() < 1_000));

        String leader = report(running.get("c")).leader();
        var leaving = Stream.of("a", "b", "c")
                .filter(name -> name.equals(leader) || name.equals(leader.equals("c") ? "b" : "c"))
                .toList();
        var shrunk = operate(running.get("a"), new Operation.Change(List.of(), leaving));
        assertEquals(
                1,
                nodes(assertInstanceOf(OperationAnswer.Reported.class, shrunk)).size(),
                shrunk.toString());
        assertEquals(ProcessId.driver(3), job(running.get("c")));
        assertEquals(running.get("b").view().nodes().size(), 3, "they go on as workers");
        assertEquals("job", await(running.get("a").job(driver)).name());
        for (String name : leaving)
            until(name + " has put its log aside", () -> StorageFolder.exists(folder.resolve(name)), there -> !there);
    }

    private void assertRefused(String why, Operation operation) throws Exception {
        var refused = assertInstanceOf(OperationAnswer.Refused.class, operate(running.get("b"), operation));
        assertTrue(refused.text().contains(why), refused.text());
    }

    @Test
    void anEmptiedReplicaComesBackUnderAnotherId() throws Exception {
        ports("a", "b", "c");
        keepers = List.of("a", "b", "c");
        start("a", "b", "c");
        ProcessId driver = job(running.get("b"));
        var before = report(running.get("b"));
        crash("a"); // the one that once began the log: it must not do so again
        try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
        start("a");
        var after = until(
                "a has a replica again",
                () -> report(running.get("b")),
                now -> now.keepers().stream()
                        .anyMatch(
                                one -> one.node().equals("a") && !ids(before).contains(one.id()) && one.applied() > 0));
        assertEquals(List.of("a", "b", "c"), nodes(after), "another id, in the old place");
        crash("b");
        assertEquals(ProcessId.driver(2), job(running.get("a")), "a and c are a majority");
        assertEquals("job", await(running.get("a").job(driver)).name());
    }

    @Test
    void aDrainedNodeIsKnownToAll() throws Exception {
        ports("a", "w");
        keepers = List.of("a");
        start("a", "w");
        ProcessId w = running.get("w").self();
        var seen = new CompletableFuture<Draining>();
        running.get("w").subscribe(event -> {
            if (event instanceof ControlEvent.Viewed(var view)) view.draining(w).ifPresent(seen::complete);
        });
        operate(running.get("a"), new Operation.Drain("w", Draining.Aim.LEAVE, 5_000));
        assertEquals(new Draining(w, Draining.Aim.LEAVE, 5_000), await(seen));
        operate(running.get("a"), new Operation.Undrain("w"));
        until("it is undone", () -> running.get("w").view().draining(), List::isEmpty);
    }

    @Test
    void fiveKeepersFormALogThatSurvivesTwoLosses() throws Exception {
        ports("a", "b", "c", "d", "e");
        keepers = List.of("a", "b", "c", "d", "e");
        start("a", "b", "c", "d", "e");
        assertEquals(ProcessId.driver(1), job(running.get("e")));
        String leader = report(running.get("e")).leader();
        crash(leader);
        ClusterControl next = other(leader);
        String second = report(next).leader();
        crash(second);
        assertEquals(ProcessId.driver(2), job(other(second)));
    }
}
