package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.TaskContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks of tasks over three nodes, and streams whose node dies. */
class NestedTasksProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int MOST_THREADS = 200;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(3, List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    private static ObjectRef<Integer> fibonacci(Mobula session, int n) {
        return session.submit(() -> {
            if (n < 2) return n;
            ObjectRef<Integer> before = fibonacci(session, n - 1);
            return fibonacci(session, n - 2).get() + before.get();
        });
    }

    record Peak(String node, int threads) {}

    /** The most threads that each node has had. */
    private static Map<String, Integer> peaks(Mobula session) {
        var peaks = new TreeMap<String, Integer>();
        while (peaks.size() < 3) {
            var looks = new ArrayList<ObjectRef<Peak>>();
            for (int i = 0; i < 30; i++) {
                looks.add(session.submit(() -> new Peak(
                        TaskContext.current().node(),
                        ManagementFactory.getThreadMXBean().getPeakThreadCount())));
            }
            for (Peak peak : session.getAll(looks)) peaks.put(peak.node(), peak.threads());
        }
        return peaks;
    }

    @Test
    void nestedGetsNeedFewThreads() {
        try (Mobula mobula = cluster.connect()) {
            assertEquals(6_765, fibonacci(mobula, 20).get(LIMIT));
            Map<String, Integer> peaks = peaks(mobula);
            peaks.forEach((node, threads) -> assertTrue(threads <= MOST_THREADS, node + " had " + threads));
        }
    }

    /** The last element says which node it was made on. */
    @Test
    void aStreamWhoseNodeDiesGoesOnWhereItsConsumerIs() throws Exception {
        try (Mobula mobula = cluster.connect();
                ObjectStream<String> stream = mobula.task().name("counts").stream(out -> {
                    for (int i = 0; i < 400; i++)
                        out.emit(i + " " + TaskContext.current().node());
                })) {
            Iterator<String> each = stream.iterator();
            String first = each.next();
            String node = first.substring(2);
            for (int i = 1; i < 10; i++) assertEquals(i + " " + node, each.next());
            int before = cluster.incarnation(node);
            cluster.process(node).destroyForcibly();
            for (int i = 10; i < 400; i++) {
                String element = each.next();
                assertTrue(element.startsWith(i + " "), i + " is next, and came " + element);
            }
            assertTrue(!each.hasNext());
            cluster.awaitReturn(node, before);
        }
    }
}
