package io.mobula.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.certificate.TestAuthority;
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
        public void leading(ControlState state) {
            leading.complete(state);
        }

        @Override
        public void following() {}

        @Override
        public void applied(ControlState state) {
            jobs.set(state.jobs().size());
        }
    }

    /** @param credentials one for each replica; none where it has no TLS */
    private void start(List<Optional<Credentials>> credentials) throws Exception {
        UUID cluster = UUID.randomUUID();
        var peers = new ArrayList<LogSettings.Replica>();
        var folders = new ArrayList<Path>();
        for (int i = 0; i < REPLICAS; i++) {
            Path folder = temp.resolve("log-" + i);
            folders.add(folder);
            StorageFolder.create(folder, cluster);
            try (var created = StorageFolder.open(folder);
                    var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                peers.add(new LogSettings.Replica(
                        created.identity().replica().toString(), "127.0.0.1:" + port.getLocalPort()));
            }
        }
        for (int i = 0; i < REPLICAS; i++) {
            var others = new ArrayList<>(peers);
            others.remove(i);
            int port = Integer.parseInt(peers.get(i).address().split(":", 2)[1]);
            var replica = new Replica();
            replica.log = RatisLog.open(
                    new LogSettings(folders.get(i), "127.0.0.1", port, others, credentials.get(i)), replica);
            open.add(replica);
        }
    }

    @AfterEach
    void close() {
        open.forEach(replica -> replica.log.close());
    }

    private Replica leader() throws Exception {
        CompletableFuture.anyOf(open.stream().map(replica -> replica.leading).toArray(CompletableFuture[]::new))
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return open.stream()
                .filter(replica -> replica.leading.isDone())
                .findFirst()
                .orElseThrow();
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
        start(List.of(
                Optional.of(authority.credentials("a")),
                Optional.of(authority.credentials("b")),
                Optional.of(authority.credentials("c"))));
        Replica leader = leader();
        for (int i = 1; i <= 20; i++)
            leader.log.submit(job(i)).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (Replica replica : open) assertTrue(reaches(replica.jobs, 20), "a replica did not hear of everything");
    }

    @Test
    void aReplicaWithACertificateOfAnotherAuthorityHearsNothing() throws Exception {
        TestAuthority authority = TestAuthority.in(Files.createDirectory(temp.resolve("ca")));
        TestAuthority foreign = TestAuthority.in(Files.createDirectory(temp.resolve("foreign")));
        start(List.of(
                Optional.of(authority.credentials("a")),
                Optional.of(authority.credentials("b")),
                Optional.of(foreign.credentials("c"))));
        Replica leader = leader();
        assertTrue(open.indexOf(leader) < 2, "a stranger leads");
        leader.log.submit(job(1)).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(reaches(open.get(0).jobs, 1) && reaches(open.get(1).jobs, 1));
        assertEquals(0, open.get(2).jobs.get());
    }
}
