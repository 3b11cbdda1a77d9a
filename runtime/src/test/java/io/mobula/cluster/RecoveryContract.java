package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ObjectLostException;
import io.mobula.api.error.PlacementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that lay on a node which dies (REF-12, TASK-8). Nodes are called node-1, which keeps the control log, to node-3. */
abstract class RecoveryContract {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static final byte[] NOTHING = new byte[1];

    abstract Mobula connect();

    /** Ends it; returns when another is there in its place, or it is known dead for good. */
    abstract void kill(String node) throws Exception;

    /** Bytes in the stores of each living node. */
    abstract List<Long> storedBytes() throws Exception;

    @TempDir
    private Path dir;

    /** A chain of large values, each made of the one before. Only the last ref is kept. */
    private ObjectRef<byte[]> chain(Mobula mobula, int first, int links) {
        String folder = dir.toString();
        ObjectRef<byte[]> last = mobula.submit(() -> Bodies.link(folder, first, NOTHING));
        for (int i = 1; i < links; i++) {
            ObjectRef<byte[]> before = last;
            int value = first + i;
            last = mobula.submit(() -> Bodies.link(folder, value, before.get()));
        }
        return last;
    }

    /** The values of refs that nobody has any more are gone. */
    private void awaitFreed(int kept) throws Exception {
        Until.value(
                "the earlier values are freed",
                LIMIT,
                () -> {
                    System.gc();
                    return stored();
                },
                bytes -> bytes < 2L * kept * Bodies.LARGE_BYTES);
    }

    private long runsOf(int from, int to) throws Exception {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file ->
                            Integer.parseInt(file.getFileName().toString().split("-", -1)[1]))
                    .filter(value -> value >= from && value < to)
                    .count();
        }
    }

    /** The control node is spared: it is not what this is about. */
    private Optional<String> whereAlone(int value) throws Exception {
        List<String> nodes = Bodies.nodes(dir, value);
        return nodes.size() == 1 && !nodes.getFirst().equals("node-1")
                ? Optional.of(nodes.getFirst())
                : Optional.empty();
    }

    /** Chains side by side, so that some of them end on a node that may be killed. */
    @Test
    void whatANodeTookWithItIsMadeAgainWithAllThatItWasMadeOf() throws Exception {
        int links = 5;
        int chains = 9;
        try (Mobula mobula = connect()) {
            var ends = new ArrayList<ObjectRef<byte[]>>();
            for (int chain = 0; chain < chains; chain++) ends.add(chain(mobula, 100 * chain, links));
            assertEquals(chains, mobula.await(ends, chains, LIMIT).ready().size());
            var places = new ArrayList<Optional<String>>();
            for (int chain = 0; chain < chains; chain++) places.add(whereAlone(100 * chain + links - 1));
            String victim =
                    places.stream().flatMap(Optional::stream).findFirst().orElse(null);
            assertTrue(victim != null, "every chain ended on node-1");
            awaitFreed(chains);
            kill(victim);
            int again = 0;
            for (int chain = 0; chain < chains; chain++) {
                int last = 100 * chain + links - 1;
                boolean lost = places.get(chain).filter(victim::equals).isPresent();
                assertEquals(links, ends.get(chain).get(LIMIT)[0]);
                for (int value = 100 * chain; value <= last; value++)
                    assertEquals(lost ? 2 : 1, Bodies.runs(dir, value), "link " + value + " of a chain, lost: " + lost);
                if (lost) again++;
            }
            assertTrue(again > 0, "something was lost");
        }
    }

    @Test
    void aChainOfAThousandComesBackFromItsLastValue() throws Exception {
        int links = 1_000;
        try (Mobula mobula = connect()) {
            int chains = 4;
            var ends = new ArrayList<ObjectRef<byte[]>>();
            for (int chain = 0; chain < chains; chain++) ends.add(chain(mobula, links * chain, links));
            assertEquals(chains, mobula.await(ends, chains, LIMIT).ready().size());
            int lost = -1;
            String node = null;
            for (int chain = 0; chain < chains && node == null; chain++) {
                lost = chain;
                node = whereAlone(links * (chain + 1) - 1).orElse(null);
            }
            assertTrue(node != null, "every chain ended on node-1");
            awaitFreed(chains);
            kill(node);
            assertEquals((byte) links, ends.get(lost).get(LIMIT)[0]);
            int first = links * lost;
            long twice = runsOf(first, first + links);
            assertEquals(2L * links, twice, "each link once more");
        }
    }

    /** What a task is made again for waits for it; another task takes it as an argument meanwhile. */
    @Test
    void itIsSaidThatAValueIsBeingMadeAgain() throws Exception {
        String folder = dir.toString();
        try (Mobula mobula = connect()) {
            var refs = new ArrayList<ObjectRef<byte[]>>();
            for (int i = 0; i < 6; i++) {
                int value = i;
                refs.add(mobula.submit(() -> Bodies.gatedWhenMadeAgain(folder, value)));
            }
            mobula.await(refs, refs.size(), LIMIT);
            int lost = -1;
            for (int i = 0; i < refs.size() && lost < 0; i++) if (whereAlone(i).isPresent()) lost = i;
            assertTrue(lost >= 0, "all ran on node-1");
            ObjectRef<byte[]> ref = refs.get(lost);
            String node = whereAlone(lost).orElseThrow();
            kill(node);
            Until.value(
                    "it is made again",
                    LIMIT,
                    () -> ref.explain().summary(),
                    summary -> summary.contains("is being made again, attempt 2 of 4: its copy was on node-"));
            ObjectRef<Integer> length = mobula.submit(() -> ref.get().length);
            Bodies.openGate(dir);
            assertEquals(Bodies.LARGE_BYTES, length.get(LIMIT));
            assertEquals(Bodies.LARGE_BYTES, ref.get(LIMIT).length);
        }
    }

    /** The driver had read one of two values: its copy takes the place of the lost one, and nothing runs again. */
    @Test
    void aCopyThatSomebodyFetchedSavesTheRun() throws Exception {
        String folder = dir.toString();
        try (Mobula mobula = connect()) {
            var refs = new ArrayList<ObjectRef<byte[]>>();
            for (int i = 0; i < 6; i++) {
                int value = i;
                refs.add(mobula.submit(() -> Bodies.link(folder, value, NOTHING)));
            }
            for (ObjectRef<byte[]> ref : refs) assertEquals(1, ref.get(LIMIT)[0]);
            String node = null;
            for (int i = 0; i < refs.size() && node == null; i++)
                node = whereAlone(i).orElse(null);
            assertTrue(node != null, "all ran on node-1");
            kill(node);
            for (ObjectRef<byte[]> ref : refs) {
                assertEquals(
                        Bodies.LARGE_BYTES,
                        mobula.submit(() -> ref.get().length).get(LIMIT));
            }
            for (int i = 0; i < refs.size(); i++) assertEquals(1, Bodies.runs(dir, i));
        }
    }

    /** What may run once only, and is on two nodes. */
    @Test
    void aPersistedResultOutlivesEitherNode() throws Exception {
        String folder = dir.toString();
        try (Mobula mobula = connect()) {
            var refs = new ArrayList<ObjectRef<byte[]>>();
            for (int i = 0; i < 6; i++) {
                int value = i;
                refs.add(mobula.task().maxRetries(0).submit(() -> Bodies.link(folder, value, NOTHING)));
            }
            for (ObjectRef<byte[]> ref : refs) mobula.persist(ref).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String node = null;
            for (int i = 0; i < refs.size() && node == null; i++)
                node = whereAlone(i).orElse(null);
            assertTrue(node != null, "all ran on node-1");
            kill(node);
            for (ObjectRef<byte[]> ref : refs) assertEquals(1, ref.get(LIMIT)[0]);
            for (int i = 0; i < refs.size(); i++) assertEquals(1, Bodies.runs(dir, i));
        }
    }

    @Test
    void aPutWithReplicasIsOnAsManyNodesAndSaysWhenThereAreTooFew() throws Exception {
        try (Mobula mobula = connect()) {
            Until.holds(
                    "all nodes are there", LIMIT, () -> mobula.cluster().nodes().size() == 3);
            ObjectRef<byte[]> ref = mobula.object().replicas(3).name("weights").put(new byte[1 << 20]);
            List<Long> stored = storedBytes();
            assertEquals(3, stored.size());
            for (long bytes : stored) assertTrue(bytes >= 1 << 20, "each has it: " + stored);
            assertEquals(1 << 20, mobula.submit(() -> ref.get().length).get(LIMIT));
            var tooMany = assertThrows(
                    PlacementException.class,
                    () -> mobula.object().replicas(4).name("weights").put(new byte[1 << 20]));
            assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, tooMany.code());
            assertTrue(
                    tooMany.getMessage().contains("weights cannot be kept on 4 nodes: 3 took it"),
                    tooMany.getMessage());
            assertThrows(IllegalArgumentException.class, () -> mobula.object().replicas(0));
            assertEquals(7, mobula.object().replicas(4).put(7).get(LIMIT), "it travels, and is with its owner");
        }
    }

    private long stored() throws Exception {
        return storedBytes().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void whatCannotBeMadeAgainSaysWhyAndWhatHelps() throws Exception {
        String folder = dir.toString();
        try (Mobula mobula = connect()) {
            TaskBuilder once = mobula.task().maxRetries(0);
            var results = new ArrayList<ObjectRef<byte[]>>();
            var puts = new ArrayList<ObjectRef<ObjectRef<byte[]>>>();
            for (int i = 0; i < 6; i++) {
                int value = i;
                results.add(once.submit(() -> Bodies.link(folder, value, NOTHING)));
                puts.add(mobula.submit(() -> {
                    Bodies.once(folder, 100 + value);
                    return Mobula.current().put(new byte[Bodies.LARGE_BYTES]);
                }));
            }
            mobula.await(results, results.size(), LIMIT);
            List<ObjectRef<byte[]>> inner = mobula.getAll(puts);
            String node = null;
            for (int i = 0; i < 6 && node == null; i++) node = whereAlone(i).orElse(null);
            assertTrue(node != null, "all ran on node-1");
            String killed = node;
            kill(killed);
            int lost = 0;
            for (int i = 0; i < 6; i++) {
                ObjectRef<byte[]> ref = results.get(i);
                if (!whereAlone(i).filter(killed::equals).isPresent()) {
                    assertEquals(1, ref.get(LIMIT)[0]);
                    continue;
                }
                var failure = assertThrows(ObjectLostException.class, () -> ref.get(LIMIT));
                assertEquals(ErrorCode.OBJECT_LOST, failure.code());
                assertTrue(failure.getMessage().contains("maxRetries(0) forbids"), failure.getMessage());
                assertTrue(failure.getMessage().contains("persist(ref)"), failure.getMessage());
                assertEquals(1, Bodies.runs(dir, i));
                lost++;
            }
            assertTrue(lost > 0);
            for (int i = 0; i < 6; i++) {
                if (!whereAlone(100 + i).filter(killed::equals).isPresent()) continue;
                ObjectRef<byte[]> ref = inner.get(i);
                var failure = assertThrows(ObjectLostException.class, () -> ref.get(LIMIT));
                assertEquals(ErrorCode.OWNER_DIED, failure.code());
                assertTrue(failure.getMessage().contains("in the driver"), failure.getMessage());
            }
        }
    }
}
