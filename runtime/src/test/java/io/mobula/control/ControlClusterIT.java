package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.code.Manifest;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.ControlEvent.Settled;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Sample;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in one JVM, over loopback, with the real log and the real membership. */
class ControlClusterIT {
    private static final Duration NODE_TIMEOUT = Duration.ofMillis(1_500);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ControlSettings.Timing TIMING = ControlSettings.Timing.LAN
            .withNodeTimeout(NODE_TIMEOUT)
            .withRequestLimit(LIMIT)
            .withInfeasibleGrace(Duration.ofMillis(300));
    private static final String TOKEN = "secret";
    private static final ProcessId A = ProcessId.node(1, 1);
    private static final ProcessId B = ProcessId.node(2, 1);
    private static final ProcessId C = ProcessId.node(3, 1);

    @TempDir
    Path folder;

    private final List<Node> running = new ArrayList<>();
    private UUID cluster = new UUID(0, 0);
    private int port;

    /** A node and all it has heard. */
    private static final class Node {
        private final ClusterControl control;
        private final CompletableFuture<String> death = new CompletableFuture<>();
        private final List<ControlEvent> heard = new ArrayList<>();

        Node(ControlSettings settings, String name) {
            control = (ClusterControl) ControlPlane.start(settings, describe(name), death::complete);
            control.subscribe(this::hear);
        }

        private synchronized void hear(ControlEvent event) {
            heard.add(event);
            notifyAll();
        }

        synchronized void await(Predicate<List<ControlEvent>> condition) throws InterruptedException {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!condition.test(heard)) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMillis <= 0) throw new AssertionError(control.self() + " has heard only " + heard);
                wait(leftMillis);
            }
        }

        void awaitView(ProcessId... living) throws InterruptedException {
            await(heard -> processes(control.view()).equals(List.of(living)));
        }

        Died awaitDeath(long index) throws InterruptedException {
            await(heard -> deaths().size() >= index);
            return deaths().get((int) index - 1);
        }

        /** Pekko's members are polled: nobody announces them to us. */
        void awaitPekko(Node... members) throws InterruptedException {
            var addresses = new TreeSet<String>();
            for (Node member : members) addresses.add(member.control.pekkoAddress());
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!control.pekkoMembers().equals(addresses)) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError(control.self() + " has in Pekko only " + control.pekkoMembers());
                }
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                        .join();
            }
        }

        synchronized List<ControlEvent> heard() {
            return List.copyOf(heard);
        }

        synchronized List<Died> deaths() {
            return heard.stream()
                    .filter(Died.class::isInstance)
                    .map(Died.class::cast)
                    .toList();
        }
    }

    private static NodeDescription describe(String name) {
        var cpus = new Demand(List.of(new Demand.Amount("cpu", 2 * Demand.UNIT)));
        return new NodeDescription(
                name, "host", "127.0.0.1:9", "", cpus, ProcessHandle.current().pid());
    }

    private static List<ProcessId> processes(ClusterView view) {
        return view.nodes().stream().map(ClusterView.Node::process).toList();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static JobSpec job(ProcessId home) {
        return new JobSpec("job", home, new Manifest(List.of(new Manifest.Entry("app.jar", "ab12", 4))));
    }

    @BeforeEach
    void createCluster() throws IOException {
        cluster = StorageFolder.create(folder.resolve("log"), UUID.randomUUID(), "a")
                .cluster();
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
    }

    @AfterEach
    void stopAll() {
        for (Node node : running.reversed()) node.control.abandon();
    }

    private ControlSettings controlSettings() {
        var log = new LogSettings("a", folder.resolve("log"), "127.0.0.1", 0, "127.0.0.1:" + port);
        return new ControlSettings(Optional.of(log), "127.0.0.1", port, List.of(), Optional.of(cluster), TOKEN, TIMING);
    }

    private ControlSettings workerSettings(Optional<UUID> wanted, String token, ControlSettings.Timing timing) {
        return new ControlSettings(
                Optional.empty(), "127.0.0.1", 0, List.of("127.0.0.1:" + port), wanted, token, timing);
    }

    private Node start(ControlSettings settings, String name) {
        var node = new Node(settings, name);
        running.add(node);
        return node;
    }

    private Node startControl() {
        return start(controlSettings(), "a");
    }

    private Node startWorker(String name) {
        return start(workerSettings(Optional.of(cluster), TOKEN, TIMING), name);
    }

    private void crash(Node node) {
        running.remove(node);
        node.control.abandon();
    }

    @Test
    void aLostNodeIsDeclaredDeadEverywhereAndSettledWhenAllHaveConfirmed() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        Node c = startWorker("c");
        assertEquals(List.of(A, B, C), List.of(a.control.self(), b.control.self(), c.control.self()));
        a.awaitView(A, B, C);
        b.awaitView(A, B, C);
        c.awaitView(A, B, C);
        assertTrue(a.control.view().nodes().getFirst().control());

        b.awaitPekko(a, b, c);

        long crashed = System.nanoTime();
        crash(c);
        Died died = b.awaitDeath(1);
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - crashed);
        assertEquals(C, died.process());
        assertEquals(Cause.UNREACHABLE, died.cause());
        assertTrue(tookMillis < 4 * NODE_TIMEOUT.toMillis(), "declared after " + tookMillis + " ms");
        assertEquals(died, a.awaitDeath(1));
        a.awaitView(A, B);
        b.awaitView(A, B);
        a.awaitPekko(a, b);
        b.awaitPekko(a, b);

        ProcessId driver = await(b.control.startJob(job(B)));
        a.control.confirm(A, 1);
        b.control.confirm(B, 1);
        b.control.confirm(driver, 1);
        a.await(heard -> heard.contains(new Settled(1)));
        b.await(heard -> heard.contains(new Settled(1)));
    }

    @Test
    void jobsAreKeptFoundAndEnded() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        JobSpec spec = job(B);
        ProcessId driver = await(b.control.startJob(spec));
        assertEquals(ProcessId.driver(1), driver);
        assertEquals(spec, await(a.control.job(driver)), "from the log");
        assertEquals(spec, await(b.control.job(driver)), "from the cache");

        await(b.control.driverDied(driver, Cause.LEFT, "done"));
        assertEquals(new Died(1, driver, Cause.LEFT, "done"), a.awaitDeath(1));
        var gone = assertThrows(ExecutionException.class, () -> await(a.control.job(driver)));
        assertEquals(ErrorCode.SESSION_CLOSED, ((MobulaException) gone.getCause()).code());
        assertEquals(ProcessId.driver(2), await(b.control.startJob(spec)));
    }

    private static Spec actor(long id, ProcessId job) {
        return Spec.of(id).of(job);
    }

    private static ActorRecord create(Node by, Spec spec) throws Exception {
        var request = new DirectoryRequest.CreateActor(spec.spec(), Sample.FACTORY);
        return ((DirectoryReply.Found) await(by.control.ask(request))).actor();
    }

    private static boolean tells(ControlEvent event, Predicate<ActorRecord> wanted) {
        return event instanceof ControlEvent.Directed(DirectoryChange change)
                && change.actors().stream().anyMatch(wanted);
    }

    @Test
    void anActorHasItsNodeWithItsFirstEntryAndMovesWhenThatDies() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        Node c = startWorker("c");
        a.awaitView(A, B, C);
        ProcessId job = await(a.control.startJob(job(A)));
        var all = List.of(
                create(a, actor(1, job).restarting(1)),
                create(a, actor(2, job).restarting(1)),
                create(b, actor(3, job).restarting(1)));
        assertEquals(
                Set.of(new ActorRecord.Placed(A), new ActorRecord.Placed(B), new ActorRecord.Placed(C)),
                all.stream().map(ActorRecord::state).collect(Collectors.toSet()),
                "each where the fewest are");
        ActorRecord third = all.stream()
                .filter(actor -> actor.state().equals(new ActorRecord.Placed(C)))
                .findFirst()
                .orElseThrow();
        c.await(heard -> heard.stream().anyMatch(event -> tells(event, third::equals)));
        assertEquals(new DirectoryReply.Done(), await(c.control.ask(new DirectoryRequest.ActorStarted(third.id(), 1))));

        crash(c);
        Predicate<ActorRecord> moved = actor ->
                actor.id().equals(third.id()) && actor.epoch() == 2 && actor.state() instanceof ActorRecord.Placed;
        for (Node node : List.of(a, b)) {
            node.await(heard -> heard.stream().anyMatch(event -> tells(event, moved)));
            List<ControlEvent> heard = node.heard();
            int death = heard.indexOf(node.awaitDeath(1));
            int move = heard.indexOf(heard.stream()
                    .filter(event -> tells(event, moved))
                    .findFirst()
                    .orElseThrow());
            assertTrue(death < move, "first the death, then what came of it: " + heard);
        }
    }

    @Test
    void aJobIsFoundAsLongAsADetachedActorOfItLives() throws Exception {
        Node a = startControl();
        ProcessId driver = await(a.control.startJob(job(A)));
        create(a, actor(1, driver).named("keeper").asDetached());
        await(a.control.driverDied(driver, Cause.LEFT, "done"));
        a.awaitDeath(1);
        assertEquals(job(A), await(a.control.job(driver)));
        assertEquals(List.of(new ListedJob(driver, "job", A, ListedJob.State.LINGERING)), await(a.control.jobs()));
        await(a.control.ask(new DirectoryRequest.EndActor(Sample.actor(1), ActorEnd.KILLED, "by test")));
        assertThrows(ExecutionException.class, () -> await(a.control.job(driver)));
    }

    @Test
    void whatCanNeverFitIsGivenUpAfterTheGrace() throws Exception {
        Node a = startControl();
        ProcessId job = await(a.control.startJob(job(A)));
        ActorRecord made = create(a, actor(1, job).taking(Sample.cpus(64)));
        assertTrue(((ActorRecord.Waiting) made.state()).why().contains("the nearest is a with 2 cpu"));
        a.await(heard -> heard.stream()
                .anyMatch(event -> tells(
                        event,
                        actor -> actor.state() instanceof ActorRecord.Dead dead
                                && dead.cause() == ActorEnd.INFEASIBLE)));
    }

    @Test
    void manyActorsAreMadeAtOnceAndEverybodyHearsOfAll() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        ProcessId job = await(a.control.startJob(job(A)));
        int count = 2_000;
        var all = LongStream.rangeClosed(1, count)
                .mapToObj(id -> b.control
                        .ask(new DirectoryRequest.CreateActor(actor(id, job).spec(), Sample.FACTORY))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        await(CompletableFuture.allOf(all));
        for (Node node : List.of(a, b)) node.await(heard -> placed(heard) == count);
        Node c = startWorker("c");
        c.await(heard -> placed(heard) == count);
    }

    private static long placed(List<ControlEvent> heard) {
        return heard.stream()
                .filter(ControlEvent.Directed.class::isInstance)
                .flatMap(event -> ((ControlEvent.Directed) event).change().actors().stream())
                .filter(actor -> actor.state() instanceof ActorRecord.Placed)
                .map(ActorRecord::id)
                .distinct()
                .count();
    }

    @Test
    void aRestartedControlNodeIsANewLifeAndNothingAcknowledgedIsLost() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        ProcessId driver = await(b.control.startJob(job(B)));
        crash(a);
        CompletionStage<ProcessId> meanwhile = b.control.startJob(job(B));

        Node again = startControl();
        assertEquals(ProcessId.node(1, 2), again.control.self());
        assertEquals(new Died(1, A, Cause.RESTARTED, "it came back as node-1.2"), b.awaitDeath(1));
        assertEquals(ProcessId.driver(2), await(meanwhile), "what was asked in its absence is done");
        assertEquals(job(B), await(again.control.job(driver)));
        again.awaitView(ProcessId.node(1, 2), B);

        await(b.control.driverDied(driver, Cause.LEFT, ""));
        assertEquals(2, again.awaitDeath(2).index());
        assertFalse(b.death.isDone(), "the others keep their identity");
        again.awaitPekko(again, b);
        b.awaitPekko(again, b);
    }

    @Test
    void aRestartedControlNodeFindsTheOthersInPekkoAgain() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        Node c = startWorker("c");
        a.awaitPekko(a, b, c);
        c.awaitPekko(a, b, c);
        crash(a);
        Node again = startControl();
        again.awaitPekko(again, b, c);
        b.awaitPekko(again, b, c);
        assertEquals(List.of(ProcessId.node(1, 2), B, C), processes(again.control.view()));
    }

    @Test
    void aGoodbyeIsToldAtOnceAndANodeMayComeBack() throws Exception {
        Node a = startControl();
        Node b = startWorker("b");
        running.remove(b);
        b.control.close();
        assertEquals(Cause.LEFT, a.awaitDeath(1).cause());
        assertFalse(b.death.isDone(), "its own goodbye is no news to it");
        Node again = startWorker("b");
        assertEquals(ProcessId.node(2, 2), again.control.self());
        assertEquals(1, again.awaitDeath(1).index(), "a newcomer hears all deaths");
    }

    @Test
    void aNodeThatIsReplacedUnderItsNameIsToldThatItIsDead() throws Exception {
        startControl();
        Node b = startWorker("b");
        Node second = startWorker("b");
        assertEquals(ProcessId.node(2, 2), second.control.self());
        assertTrue(b.death.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).contains("node-2.2"), b.death.join());
    }

    @Test
    void strangersAreRefusedWithTheReason() throws Exception {
        startControl();
        assertRefused(ErrorCode.TOKEN_REFUSED, workerSettings(Optional.of(cluster), "guess", TIMING));
        assertRefused(ErrorCode.CLUSTER_MISMATCH, workerSettings(Optional.of(new UUID(1, 1)), TOKEN, TIMING));
        Node anyCluster = start(workerSettings(Optional.empty(), TOKEN, TIMING), "b");
        assertEquals(B, anyCluster.control.self());
    }

    private static void assertRefused(ErrorCode code, ControlSettings settings) {
        var refused = assertThrows(MobulaException.class, () -> ControlPlane.start(settings, describe("x"), _ -> {}));
        assertEquals(code, refused.code());
    }

    @Test
    void withoutAControlNodeTheStartFailsWithItsAddress() {
        var impatient = TIMING.withRequestLimit(Duration.ofMillis(600));
        var refused = assertThrows(
                MobulaException.class,
                () -> ControlPlane.start(workerSettings(Optional.empty(), TOKEN, impatient), describe("x"), _ -> {}));
        assertEquals(ErrorCode.CONNECTION_TIMED_OUT, refused.code());
        assertTrue(refused.detail().contains("127.0.0.1:" + port), refused.detail());
    }
}
