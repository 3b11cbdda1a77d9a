package io.mobula.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.certificate.TestAuthority;
import io.mobula.control.log.LogSettings.Start;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Job;
import io.mobula.core.id.ProcessId;
import io.mobula.tls.Credentials;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that speak TLS with one another, through the seam that a node opens its log by. */
class RatisTlsIT {
    private static final int LIMIT_SECONDS = 60;
    private static final int REPLICAS = 3;

    @TempDir
    private Path temp;

    private final List<Replica> open = new ArrayList<>();

    /** One replica and what it has applied. */
    private static final class Replica implements ControlLog.Listener {
        final CompletableFuture<ControlState> leading = new CompletableFuture<>();
        final AtomicInteger jobs = new AtomicInteger();
        RatisLog log;

        @Override
        public void leading(ControlState state, long term) {
            leading.complete(state);
        }

        @Override
        public void following() {}

        @Override
        public void applied(ControlState state) {
            jobs.set(state.jobs().size());
        }
    }

    /**
     * The first replica begins the log and takes in the others.
     *
     * @param credentials one for each replica
     * @param trusted how many of them, from the first on, can be taken in; the last is tried all the same
     */
    private void start(List<Optional<Credentials>> credentials, int trusted) throws Exception {
        UUID cluster = UUID.randomUUID();
        var group = new ArrayList<io.mobula.core.control.Replica>();
        for (int i = 0; i < REPLICAS; i++) {
            Path folder = temp.resolve("log-" + i);
            String id = StorageFolder.create(folder, cluster, "node-" + i).replica();
            int port;
            try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            var settings = new LogSettings("node-" + i, folder, "127.0.0.1", port, "h:" + i, credentials.get(i));
            group.add(new io.mobula.core.control.Replica(id, "127.0.0.1:" + port, "h:" + i));
            var replica = new Replica();
            replica.log = RatisLog.open(settings, i == 0 ? Start.FOUND : Start.JOIN, replica);
            open.add(replica);
        }
        Replica first = open.getFirst();
        first.leading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        first.log
                .change(group.subList(0, 1), group.subList(0, trusted))
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (trusted < REPLICAS) {
            var _ = first.log.change(group.subList(0, trusted), group);
        }
    }

    @AfterEach
    void close() {
        open.forEach(replica -> replica.log.close());
    }

    private Replica leader() {
        return open.getFirst();
    }

    private static ControlEntry job(long request) {
        return new ControlEntry.JobStarted(new UUID(1, request), new Job("job", ProcessId.node(1, 1), List.of()));
    }

    private static boolean reaches(AtomicInteger jobs, int wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (jobs.get() < wanted && System.nanoTime() < end) LockSupport.parkNanos(5_000_000);
        return jobs.get() >= wanted;
    }

    @Test
    void threeReplicasAgreeOverTls() throws Exception {
        TestAuthority authority = TestAuthority.in(Files.createDirectory(temp.resolve("ca")));
        start(
                List.of(
                        Optional.of(authority.credentials("a")),
                        Optional.of(authority.credentials("b")),
                        Optional.of(authority.credentials("c"))),
                REPLICAS);
        Replica leader = leader();
        for (int i = 1; i <= 20; i++)
            leader.log.submit(job(i)).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (Replica replica : open) assertTrue(reaches(replica.jobs, 20), "a replica did not hear of everything");
    }

    @Test
    void aReplicaWithACertificateOfAnotherAuthorityHearsNothing() throws Exception {
        TestAuthority authority = TestAuthority.in(Files.createDirectory(temp.resolve("ca")));
        TestAuthority foreign = TestAuthority.in(Files.createDirectory(temp.resolve("foreign")));
        start(
                List.of(
                        Optional.of(authority.credentials("a")),
                        Optional.of(authority.credentials("b")),
                        Optional.of(foreign.credentials("c"))),
                2);
        Replica leader = leader();
        assertFalse(open.get(2).leading.isDone(), "a stranger leads");
        leader.log.submit(job(1)).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(reaches(open.get(0).jobs, 1) && reaches(open.get(1).jobs, 1));
        assertEquals(0, open.get(2).jobs.get());
    }
}
