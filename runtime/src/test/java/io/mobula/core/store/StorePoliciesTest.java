package io.mobula.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StorePoliciesTest {
    private static final long MIB = 1 << 20;
    private static final long SECOND = 1_000_000_000L;
    private static final ProcessId ONE = ProcessId.node(1, 1);
    private static final ProcessId TWO = ProcessId.node(2, 1);

    @Test
    void whatIsWantedIsAFifthReadyOrWhatSomebodyWaitsFor() {
        assertEquals(0, SpillPolicy.wantedBytes(new SpillPolicy.Fill(100, 80, 0), 0));
        assertEquals(10, SpillPolicy.wantedBytes(new SpillPolicy.Fill(100, 90, 0), 0));
        assertEquals(0, SpillPolicy.wantedBytes(new SpillPolicy.Fill(100, 90, 10), 0));
        assertEquals(30, SpillPolicy.wantedBytes(new SpillPolicy.Fill(100, 90, 0), 30));
        assertEquals(30, SpillPolicy.wantedBytes(new SpillPolicy.Fill(100, 50, 0), 30), "what is free lies in pieces");
    }

    @Test
    void largeObjectsGetTheirOwnFileAndSmallOnesShare() {
        List<Long> idle = List.of(MIB, 10 * MIB, 2 * MIB, 3 * MIB);
        assertEquals(List.of(MIB, 2 * MIB, 3 * MIB), SpillPolicy.nextFile(idle, Long::longValue, 100 * MIB));
        assertEquals(List.of(MIB), SpillPolicy.nextFile(idle, Long::longValue, 1));
        assertEquals(List.of(10 * MIB), SpillPolicy.nextFile(idle.subList(1, 4), Long::longValue, 1));
        assertEquals(List.of(), SpillPolicy.nextFile(List.<Long>of(), Long::longValue, 1));
    }

    /** Whatever is idle: file after file, all of it goes, each file within its bounds. */
    @Test
    void everythingIdleIsWrittenOnceWithinTheBoundsOfAFile() {
        record Item(int number, long bytes) {}
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var idle = new LinkedHashSet<Item>();
            for (int i = 0; i < 400; i++)
                idle.add(new Item(i, random.nextBoolean() ? random.nextLong(MIB) : random.nextLong(10 * MIB)));
            var oldest = idle.getFirst();
            List<Item> first = SpillPolicy.nextFile(idle, Item::bytes, Long.MAX_VALUE);
            assertEquals(oldest, first.getFirst());
            int written = 0;
            for (List<Item> file = first; !file.isEmpty(); ) {
                assertTrue(file.size() <= SpillPolicy.PACKED_OBJECTS);
                long bytes = file.stream().mapToLong(Item::bytes).sum();
                assertTrue(file.size() == 1 || bytes <= SpillPolicy.PACKED_BYTES);
                for (Item item : file) assertTrue(idle.remove(item), "written twice");
                written += file.size();
                file = SpillPolicy.nextFile(idle, Item::bytes, Long.MAX_VALUE);
            }
            assertEquals(400, written);
        }
    }

    @Test
    void foldersTakeTurnsByTheirRoom() {
        var rota = new FolderRota(2, 30 * SECOND);
        var turns = new ArrayList<Integer>();
        for (int i = 0; i < 8; i++)
            turns.add(rota.next(new long[] {300, 100}, 10, 0).getAsInt());
        assertEquals(6, turns.stream().filter(folder -> folder == 0).count(), turns.toString());
        assertEquals(OptionalInt.of(1), rota.next(new long[] {5, 100}, 10, 0));
        assertEquals(OptionalInt.empty(), rota.next(new long[] {5, 5}, 10, 0));
    }

    @Test
    void aFolderThatRefusedIsLeftAloneForAWhileAndToldOfOnce() {
        var rota = new FolderRota(2, 30 * SECOND);
        long[] room = {100, 100};
        assertTrue(rota.refused(0, 0));
        assertFalse(rota.refused(0, SECOND));
        assertEquals(OptionalInt.of(1), rota.next(room, 10, SECOND));
        assertEquals(OptionalInt.of(1), rota.next(room, 10, 2 * SECOND));
        assertTrue(rota.refused(1, 2 * SECOND));
        assertEquals(OptionalInt.empty(), rota.next(room, 10, 3 * SECOND));
        assertEquals(OptionalInt.of(0), rota.next(room, 10, 31 * SECOND));
        assertTrue(rota.worked(0));
        assertFalse(rota.worked(0));
    }

    @Test
    void aCollectionThatFreesNothingIsAskedForEverMoreRarely() {
        var rhythm = new CollectionRhythm();
        assertTrue(rhythm.isDue(7));
        long now = 7;
        for (int i = 0; i < 20; i++) rhythm.collected(0, 0, now);
        assertFalse(rhythm.isDue(now + 29 * SECOND));
        assertTrue(rhythm.isDue(now + 30 * SECOND));
        rhythm.collected(1, 0, now);
        assertTrue(rhythm.isDue(now + SECOND / 10));
        assertFalse(rhythm.isDue(now + SECOND / 20));
        rhythm.collected(1, SECOND, now);
        assertFalse(rhythm.isDue(now + 19 * SECOND), "a slow one may not stop everybody all the time");
        assertTrue(rhythm.isDue(now + 20 * SECOND));
    }

    @Test
    void aProcessThatEndsPinsNothing() {
        var pins = new PinTable<String>();
        pins.pin(ONE, "a");
        pins.pin(ONE, "a");
        pins.pin(ONE, "b");
        pins.pin(TWO, "a");
        assertEquals(Map.of(ONE, 2, TWO, 1), pins.on("a"));
        assertTrue(pins.unpin(ONE, "b"));
        assertFalse(pins.unpin(ONE, "b"));
        assertEquals(Map.of("a", 2), pins.ended(ONE));
        assertEquals(Map.of(), pins.ended(ONE));
        assertFalse(pins.unpin(ONE, "a"), "it may say so long after it was taken for dead");
        assertEquals(Map.of(TWO, 1), pins.on("a"));
    }
}
