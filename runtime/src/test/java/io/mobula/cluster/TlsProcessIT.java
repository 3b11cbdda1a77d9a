package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Node JVMs and a driver that meet over TLS alone, with certificates that {@code cluster up} made by itself. */
class TlsProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(2, List.of("tls.mode=on", "node.unix-socket=off", "control.node-timeout=1500 ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void aProgramRunsAndANodeThatDiesComesBackOverTls() throws Exception {
        try (Mobula mobula = cluster.connect()) {
            int before = cluster.incarnation("node-2");
            byte[] large = new byte[3 << 20];
            ObjectRef<byte[]> put = mobula.put(large);
            List<ObjectRef<Integer>> refs = IntStream.range(0, 500)
                    .mapToObj(i -> mobula.submit(() -> i + put.get().length))
                    .toList();
            cluster.process("node-2").destroyForcibly();
            for (int i = 0; i < refs.size(); i++)
                assertEquals(i + large.length, refs.get(i).get(LIMIT));
            cluster.awaitReturn("node-2", before);
            assertEquals(
                    Arrays.hashCode(large),
                    mobula.submit(() -> Arrays.hashCode(put.get())).get(LIMIT));
        }
    }

    @Test
    void theStatusShowsCertificatesAndKeysAreTheOwnersAlone() throws Exception {
        assertTrue(cluster.figures("node-1").orElseThrow().certificateEnd().isPresent());
        for (String key : List.of("ca.key", "node-1.key", "node-2.key"))
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            cluster.dir().resolve("tls").resolve(key))));
    }

    @Test
    void aProgramWithoutTheAuthorityIsTold() throws Exception {
        String token = Files.readString(cluster.dir().resolve("token")).strip();
        var blind = ConnectOptions.to(cluster.address())
                .withToken(token)
                .withDirectory(cluster.dir().resolve("logs"));
        var refusal = assertThrows(ConnectionException.class, () -> Mobula.connect(blind));
        assertEquals(ErrorCode.TLS_REFUSED, refusal.code());
        assertTrue(refusal.getMessage().contains("MOBULA_CA"), refusal.getMessage());
    }
}
