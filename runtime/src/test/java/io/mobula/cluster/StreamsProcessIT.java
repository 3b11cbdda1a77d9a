package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectStream;
import io.mobula.api.TaskContext;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream whose node dies. */
class StreamsProcessIT {
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(3, List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    /** Each element says which node it was made on. */
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
            assertFalse(each.hasNext());
            cluster.awaitReturn(node, before);
        }
    }
}
